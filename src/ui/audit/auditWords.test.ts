import { expect, test } from 'vitest'
import { addressText, clientText, durationText, isoTime, targetText } from './auditWords.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

test.each([
  [{ repository: 'a/b', reference: 'v1' }, 'a/b:v1'],
  [{ repository: 'a/b', reference: digest }, 'a/b@sha256:0123456789ab'],
  [{ repository: 'a/b', digest }, 'a/b@sha256:0123456789ab'],
  [{ repository: 'a/b', uri: '/v2/a/b/tags/list' }, 'a/b'],
  [{ digest, uri: `/admin/blobs/${digest}` }, 'sha256:0123456789ab'],
  [{ uri: '/v2/_catalog?n=100' }, '/v2/_catalog?n=100'],
  [
    { uri: '/openshift/token?account=any&scope=repository%3Aa%2Fb%3Apull%2Cpush&scope=repository%3Ac%2Fd%3Apull' },
    'a/b: pull, push · c/d: pull',
  ],
  [{ uri: '/openshift/token?account=any&scope=%E0%A4%A' }, '/openshift/token?account=any&scope=%E0%A4%A'],
  [{ uri: '/openshift/token' }, '/openshift/token'],
  [{}, ''],
])('what %j is about', (target, text) => {
  expect(targetText(target)).toBe(text)
})

test('a whole digest for files', () => {
  expect(targetText({ repository: 'a/b', reference: digest }, true)).toBe(`a/b@${digest}`)
})

test.each([
  ['containers/5.24.1 (github.com/containers/image)', 'containers'],
  ['skopeo/1.9.3', 'skopeo'],
  ['cri-o/1.26.3 go/go1.19.8 os/linux arch/amd64', 'cri-o'],
  ['  (only this)', '(only'],
  ['', undefined],
  [undefined, undefined],
])('the client of %s', (userAgent, text) => {
  expect(clientText(userAgent)).toBe(text)
})

test.each([
  [0.02574, '0.0 ms'],
  [0.14146, '0.1 ms'],
  [5.936, '6 ms'],
  [275.4, '275 ms'],
  [999.6, '1.0 s'],
  [1234, '1.2 s'],
  [59_949, '59.9 s'],
  [59_960, '1 min 0 s'],
  [63_000, '1 min 3 s'],
])('%s ms', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})

test.each([
  [1_763_681_589_208_051, '2025-11-20T23:33:09.208Z'],
  [Number.NaN, undefined],
  [undefined, undefined],
  [9e18, undefined],
])('the moment %s', (time, iso) => {
  expect(isoTime(time)).toBe(iso)
})

test.each([
  ['10.128.0.1:40228', '10.128.0.1'],
  ['[fd00::1]:40228', 'fd00::1'],
  ['198.51.100.28', '198.51.100.28'],
  ['fd00::1', 'fd00::1'],
  ['<b>:1', '<b>'],
  ['', undefined],
  [undefined, undefined],
])('the address of %s', (remote, text) => {
  expect(addressText(remote)).toBe(text)
})
