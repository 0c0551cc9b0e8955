import { describe, expect, it, test } from 'vitest'
import { briefLine } from './briefLine.ts'

const line =
  'time="2026-11-20T23:00:06.123456789Z" level=error msg="response completed with error" err.code="manifest unknown" ' +
  'go.version=go1.19.8 http.request.method=GET http.request.uri="/v2/a/b/manifests/v1?x=1" http.response.duration="141.46µs" ' +
  'http.response.status=404 openshift.auth.user=dev vars.name=a/b vars.reference=v1'

const read = (text: string, matches: number[] = [], withTime = true) =>
  briefLine(text, matches, withTime)?.map(({ begin, end }) => text.slice(begin, end))

test('says when, what, which request, how it went, who, and the rest', () => {
  expect(read(line)).toEqual([
    '23:00:06.123',
    'response completed with error',
    'GET',
    '/v2/a/b/manifests/v1',
    '404',
    'dev',
    '141.46µs',
    'err.code="manifest unknown"',
    '?x=1',
    'vars.name=a/b vars.reference=v1',
  ])
  expect(read(line, [], false)?.[0]).toBe('response completed with error')
})

describe('what it does not shorten', () => {
  it.each([
    'plain text',
    '',
    'I1120 23:00:00.000000  1 file.go:40] klog',
    'time="2026-11-20T23:00:06Z" level=info',
    'time="2026-11-20T23:00:06Z" level=info msg="never ends',
    'time="2026-11-20T23:00:06Z" level=info msg="a"b c=d',
    'time="2026-11-20T23:00:06Z" no key here msg=x',
    'time="',
  ])('%s', (text) => {
    expect(read(text)).toBeUndefined()
  })

  it('is a line with a match that would not be seen', () => {
    const at = (text: string) => [line.indexOf(text), line.indexOf(text) + text.length]
    expect(read(line, at('404'))).toBeDefined()
    expect(read(line, at('vars.name=a'))).toBeDefined()
    expect(read(line, at('level=error'))).toBeUndefined()
    expect(read(line, [...at('404'), ...at('status=404')])).toBeUndefined()
  })
})

it('keeps what is quoted in a value, and the end of short times', () => {
  const text = String.raw`time="2026-11-20T23:00:06Z" level=info msg="a \"b\" c=d \\" x=`
  expect(read(text)).toEqual(['23:00:06', String.raw`a \"b\" c=d \\`, 'x='])
})
