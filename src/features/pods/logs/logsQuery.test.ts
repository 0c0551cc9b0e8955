import { describe, expect, it } from 'vitest'
import {
  levelsOf,
  logsQueryOf,
  sinceParam,
  tailToRead,
  viewOptionsOf,
  wholeRequest,
  withChange,
  withField,
  withoutField,
  withoutFilters,
  type FieldFilter,
  type LogsChange,
} from './logsQuery.ts'

const query = (search: string) => logsQueryOf(new URLSearchParams(search))
const only = (key: string, value: string): FieldFilter => ({ key, value, exclude: false })
const not = (key: string, value: string): FieldFilter => ({ key, value, exclude: true })

describe('logsQueryOf', () => {
  it('has defaults', () => {
    expect(query('')).toEqual({
      view: 'lines',
      previous: false,
      fields: [],
      noise: false,
      q: '',
      regex: false,
      case: false,
      only: false,
      follow: true,
      wrap: false,
      timestamps: false,
      raw: false,
    })
  })

  it('reads every choice', () => {
    const all =
      'view=audit&pod=image-registry-6d9f-abc&container=registry&previous=1&since=1h&tail=100000&level=warning&noise=1' +
      '&q=denied+%5Ba-z%5D&regex=1&case=1&only=1&user=dev&repo=a%2Fb&method=put&status=4XX' +
      '&field=http.request.id%3Dabc%3Dd&not=vars.name%3Dx&follow=0&wrap=1&timestamps=1&raw=1'
    expect(query(all)).toEqual({
      view: 'audit',
      pod: 'image-registry-6d9f-abc',
      container: 'registry',
      previous: true,
      since: { seconds: 3600 },
      tail: 100_000,
      level: 'warning',
      fields: [
        only('openshift.auth.user', 'dev'),
        only('vars.name', 'a/b'),
        only('http.request.method', 'PUT'),
        only('http.response.status', '4xx'),
        only('http.request.id', 'abc=d'),
        not('vars.name', 'x'),
      ],
      noise: true,
      q: 'denied [a-z]',
      regex: true,
      case: true,
      only: true,
      user: 'dev',
      repo: 'a/b',
      method: 'PUT',
      status: '4xx',
      follow: false,
      wrap: true,
      timestamps: true,
      raw: true,
    })
  })

  it.each([
    'view=tables',
    'view=__proto__',
    'pod=../../secrets',
    'pod=A%20B',
    'container=%00',
    'since=yesterday',
    'since=0m',
    'since=2026-13-45T00:00:00Z',
    'since=99999999999h',
    'tail=-1',
    'tail=0',
    'tail=1e9',
    'tail=99999999',
    'level=loud',
    'level=',
    'method=G%20T',
    'status=999',
    'status=teapot',
    'user=%20',
    'field=novalue',
    'field==x',
    'not=',
    'follow=maybe',
    'wrap=yes',
    'previous=0',
    'regex=on',
  ])('drops what makes no sense: %s', (search) => {
    expect(query(search)).toEqual(query(''))
  })

  it.each([
    ['5m', { seconds: 300 }, '5m'],
    ['90', { seconds: 90 }, '90s'],
    ['2d', { seconds: 172_800 }, '172800s'],
    ['60m', { seconds: 3600 }, '1h'],
    ['2026-11-20T23:00:00Z', { time: '2026-11-20T23:00:00Z' }, '2026-11-20T23:00:00Z'],
    ['2026-11-20T23:00:00.5+02:00', { time: '2026-11-20T21:00:00.500Z' }, '2026-11-20T21:00:00.500Z'],
  ])('since %s', (text, since, written) => {
    const read = query(`since=${encodeURIComponent(text)}`).since
    expect(read).toEqual(since)
    expect(sinceParam(read)).toBe(written)
    expect(query(`since=${encodeURIComponent(written)}`).since).toEqual(since)
  })
})

it.each([
  ['error', ['panic', 'fatal', 'error']],
  ['warn', ['panic', 'fatal', 'error', 'warning']],
  ['info', ['panic', 'fatal', 'error', 'warning', 'info']],
  ['info,debug', ['info', 'debug']],
  ['none', ['none']],
  ['error,none,loud', ['error', 'none']],
])('level %s', (text, shown) => {
  expect(levelsOf(query(`level=${text}`).level ?? '')).toEqual(shown)
})

it.each([
  ['', 10_000],
  ['tail=500', 500],
  ['tail=all', undefined],
  ['view=requests', undefined],
  ['view=audit&tail=1000', 1000],
  ['since=1h', undefined],
  ['since=1h&tail=1000', 1000],
])('reads %s up to %s lines', (search, lines) => {
  expect(tailToRead(query(search))).toBe(lines)
})

it.each([
  ['', { filter: { noise: false, fields: [] }, columns: 0 }],
  ['noise=1&level=fatal', { filter: { noise: true, levels: ['panic', 'fatal'], fields: [] }, columns: 0 }],
  [
    'q=a.b&regex=1&only=1',
    {
      filter: { noise: false, fields: [] },
      search: { text: 'a.b', regex: true, caseSensitive: false, only: true },
      columns: 0,
    },
  ],
  // Pings that belong to the request asked for are shown with it.
  ['field=http.request.id%3D1', { filter: { noise: true, fields: [only('http.request.id', '1')] }, columns: 0 }],
])('looks at the lines of %s', (search, options) => {
  expect(viewOptionsOf(query(search), 0)).toEqual(options)
})

describe('changes of the address', () => {
  const after = (search: string, change: LogsChange) => withChange(new URLSearchParams(search), change).toString()

  it.each<[string, LogsChange, string]>([
    ['', { since: '1h' }, 'since=1h'],
    ['since=1h&q=x', { since: '' }, 'q=x'],
    ['view=audit', { view: 'lines' }, ''],
    ['view=requests&user=dev&sort=-duration&page=3', { view: '' }, 'user=dev'],
    ['follow=0', { follow: '1' }, ''],
    ['follow=0&q=x', { since: '1h' }, 'q=x&since=1h'],
    ['pod=a&container=b', { pod: 'c' }, 'pod=c'],
    ['pod=a&container=b', { level: 'error' }, 'pod=a&container=b&level=error'],
    ['theme=dark', { noise: '1' }, 'theme=dark&noise=1'],
  ])('%s with %o', (search, change, expected) => {
    expect(after(search, change)).toBe(expected)
  })

  it.each([
    ['', only('openshift.auth.user', 'dev'), 'user=dev'],
    ['user=dev', only('openshift.auth.user', 'dev'), 'user=dev'],
    ['user=dev', only('openshift.auth.user', 'ann'), 'user=dev&field=openshift.auth.user%3Dann'],
    ['', only('http.response.status', '-'), 'field=http.response.status%3D-'],
    ['user=dev', not('openshift.auth.user', 'dev'), 'not=openshift.auth.user%3Ddev'],
    ['not=vars.name%3Da%2Fb', only('vars.name', 'a/b'), 'repo=a%2Fb'],
    ['', only('err.detail', ' a=b '), 'field=err.detail%3D+a%3Db+'],
  ])('%s and %o', (search, filter, expected) => {
    const next = withField(new URLSearchParams(search), filter)
    expect(next.toString()).toBe(expected)
    expect(logsQueryOf(next).fields).toContainEqual(filter)
    expect(logsQueryOf(withoutField(next, filter)).fields).not.toContainEqual(filter)
  })

  it('takes out the filter alone', () => {
    const params = new URLSearchParams('field=a%3D1&field=a%3D2&not=a%3D1&user=x&q=y')
    expect(withoutField(params, only('a', '1')).toString()).toBe('not=a%3D1&user=x&q=y&field=a%3D2')
    expect(withoutField(params, only('openshift.auth.user', 'x')).has('user')).toBe(false)
  })

  it('clears what hides lines and keeps what is read', () => {
    const all =
      'pod=p&since=1h&level=error&q=x&regex=1&case=1&only=1&user=a&repo=b&method=GET&status=404&field=a%3D1&not=b%3D2&wrap=1'
    expect(withoutFilters(new URLSearchParams(all)).toString()).toBe('pod=p&since=1h&wrap=1')
    expect(wholeRequest(new URLSearchParams(`${all}&view=audit`), 'id-1').toString()).toBe(
      'pod=p&since=1h&wrap=1&field=http.request.id%3Did-1',
    )
  })
})
