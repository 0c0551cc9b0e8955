import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterKubeletTime,
  isContinued,
  isNoise,
  isNoiseLine,
  kubeletTime,
  levelOf,
  parseLogLine,
  scanLine,
  type LogFormat,
  type LogLevel,
} from './logLine.ts'
import { formatOf } from './logLineBits.ts'

const scan = (text: string, before = 0) => scanLine(text, 0, text.length, before)
const micros = (text: string) => Date.parse(text) * 1000

test.each<[string, LogFormat, LogLevel | undefined, string]>([
  ['time="2026-11-20T23:00:00Z" level=warning msg="a b"', 'logfmt', 'warning', 'a b'],
  ['time="2026-11-20T23:00:00Z" level=warn msg=a', 'logfmt', undefined, 'a'],
  ['time="2026-11-20T23:00:00Z" level=pan', 'logfmt', undefined, ''],
  ['time="2026-11-20T23:00:00Z" level=panic', 'logfmt', 'panic', ''],
  ['time="2026-11-20T23:00:00Z" msg=a level=error', 'logfmt', 'error', 'a'],
  ['\u001b[36mtime="2026-11-20T23:00:00Z" level=info msg=a b=c\u001b[0m\r', 'logfmt', 'info', 'a'],
  ['\u0000\u0000time="2026-11-20T23:00:00Z" level=info msg=a', 'logfmt', 'info', 'a'],
  ['E1120 23:00:00.000000       1 file.go:40] x [1] y', 'klog', 'error', 'x [1] y'],
  ['W1120 23:00:00.000000   1 file.go:40] careful', 'klog', 'warning', 'careful'],
  ['I1120 23:00:00.000000   1 file.go:40] done', 'klog', 'info', 'done'],
  ['F1120 23:00:00.000000   1 file.go:40] over', 'klog', 'fatal', 'over'],
  ['I am not one of these, 12 34', 'text', undefined, 'I am not one of these, 12 34'],
  [
    '2026/11/20 23:00:00 http: TLS handshake error from 10.0.0.1:44: EOF',
    'http',
    undefined,
    'http: TLS handshake error from 10.0.0.1:44: EOF',
  ],
  [
    '2026/11/20 23:00:00 http: panic serving 10.0.0.1:44: boom',
    'http',
    'panic',
    'http: panic serving 10.0.0.1:44: boom',
  ],
  ['{"level":"error","msg":"x"}', 'json', 'error', '{"level":"error","msg":"x"}'],
  ['{"severity": "WARN"}', 'json', 'warning', '{"severity": "WARN"}'],
  ['{not json', 'text', undefined, '{not json'],
  ['panic: runtime error: index out of range', 'trace', 'panic', 'panic: runtime error: index out of range'],
  [
    'fatal error: all goroutines are asleep - deadlock!',
    'trace',
    'fatal',
    'fatal error: all goroutines are asleep - deadlock!',
  ],
  ['goroutine 1 [running]:', 'trace', undefined, 'goroutine 1 [running]:'],
  [
    '\t/usr/lib/go/src/net/http/server.go:1850 +0xbf',
    'trace',
    undefined,
    '\t/usr/lib/go/src/net/http/server.go:1850 +0xbf',
  ],
  ['Traceback (most recent call last):', 'trace', 'error', 'Traceback (most recent call last):'],
  ['2026-11-20 23:00:00,123 ERROR something', 'text', 'error', '2026-11-20 23:00:00,123 ERROR something'],
  ['WARNING: p11-kit', 'text', 'warning', 'WARNING: p11-kit'],
  ['[error] x', 'text', undefined, '[error] x'],
  ['error: x', 'text', 'error', 'error: x'],
  ['Error handling is hard', 'text', undefined, 'Error handling is hard'],
  ['', 'text', undefined, ''],
])('%j', (text, format, level, message) => {
  const line = parseLogLine(text)
  expect(line).toMatchObject({ text, format, message })
  expect(line.level).toBe(level)
  expect([formatOf(scan(text)), levelOf(scan(text))]).toEqual([format, level])
})

test.each<[string, number | undefined]>([
  ['2026-11-20T23:33:09.208051662Z', micros('2026-11-20T23:33:09Z') + 208_051],
  ['2026-11-20T23:33:09.2Z', micros('2026-11-20T23:33:09.2Z')],
  ['2026-11-20T23:33:09Z', micros('2026-11-20T23:33:09Z')],
  ['2026-11-21T01:33:09.5+02:00', micros('2026-11-20T23:33:09.5Z')],
  ['2026-11-20T20:03:09.5-03:30', micros('2026-11-20T23:33:09.5Z')],
  ['2000-02-29T00:00:00Z', micros('2000-02-29T00:00:00Z')],
  ['2100-03-01T00:00:00Z', micros('2100-03-01T00:00:00Z')],
  ['1970-01-01T00:00:00Z', 0],
  ['2026-13-20T23:33:09Z', undefined],
  ['2026-11-20 23:33:09Z', undefined],
  ['2026-11-20T23:33:09', undefined],
  ['yesterday', undefined],
])('the time %s', (text, time) => {
  expect(parseLogLine(`time="${text}" level=info msg=x`).time).toBe(time)
  expect(kubeletTime(`xx${text} line`, 2)).toBe(time)
  expect(afterKubeletTime(`xx${text} line`, 2)).toBe(time === undefined ? 2 : text.length + 3)
  expect(afterKubeletTime(text, 0)).toBe(time === undefined ? 0 : text.length)
})

const line = (message: string, fields: string, level = 'info') =>
  `time="2026-11-20T23:00:00Z" level=${level} msg=${message} go.version=go1.19.8 http.request.host="a:5000" ${fields} http.response.written=0`
const request = (method: string, uri: string, status: number, agent = 'x') =>
  `http.request.id=1 http.request.method=${method} http.request.remoteaddr="1:2" http.request.uri=${uri} http.request.useragent=${agent} http.response.duration="1µs" http.response.status=${status}`
const required = '"error authorizing context: authorization header required"'

test.each<[boolean, string]>([
  [true, line(required, request('GET', '/v2/', 401), 'warning')],
  [false, line(required, request('GET', '/v2/demo/app/manifests/v1', 401), 'warning')],
  [false, line('"error authorizing context: access denied"', request('GET', '/v2/', 401), 'warning')],
  [true, line('response', request('GET', '/v2/', 401))],
  [true, line('response', request('GET', '"/v2/?a=b"', 401))],
  [false, line('response', request('GET', '/v2/', 200))],
  [false, line('response', request('GET', '/v2/demo/app/tags/list', 401))],
  [true, line('response', request('HEAD', '/v2/demo/app/manifests/v1', 404))],
  [true, line('"response completed with error"', request('HEAD', '/v2/demo/app/manifests/v1', 404))],
  [false, line('"response completed with error"', request('GET', '/v2/demo/app/manifests/v1', 404), 'error')],
  [false, line('response', request('HEAD', '/v2/demo/app/manifests/v1', 200))],
  [true, line('response', request('GET', '/healthz', 200))],
  [false, line('response', request('GET', '/healthz', 503))],
  [true, line('response', request('GET', '/', 200, 'kube-probe/1.26'))],
  [false, line('response', request('GET', '/', 200, 'curl/8'))],
  [true, line('response', request('GET', '/extensions/v2/metrics', 200))],
  [true, line('"response completed"', request('GET', '/extensions/v2/metrics', 200))],
  [true, line('"authorized request"', request('GET', '/extensions/v2/metrics', 200))],
  [false, line('response', request('GET', '/extensions/v2/metrics', 401))],
  [false, line('"authorized request"', request('HEAD', '/v2/demo/app/manifests/v1', 404))],
  [false, line('response', request('GET', '/v2/', 429))],
  [true, '2026/11/20 23:00:00 http: TLS handshake error from 10.0.0.1:44: EOF'],
  [false, '2026/11/20 23:00:00 http: TLS handshake error from 10.0.0.1:44: remote error: tls: bad certificate'],
])('noise %s: %s', (noise, text) => {
  expect(isNoise(scan(text))).toBe(noise)
  expect(isNoiseLine(parseLogLine(text))).toBe(noise)
})

/** Marks the lines that belong to the one before. */
function continuations(text: string): string[] {
  let bits = 0
  return text.split('\n').map((each) => ((bits = scan(each, bits)), `${isContinued(bits) ? '+' : '-'}${each}`))
}

test.each<[string, string]>([
  [
    'a panic',
    `-time="2026-11-20T23:00:00Z" level=info msg=x
-panic: runtime error: invalid memory address or nil pointer dereference
+[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]
+
+goroutine 1 [running]:
+main.(*T).run(0xc000, {0x1, 0x2})
+\t/go/src/main.go:10 +0x1d
+main.main()
+\t/go/src/main.go:5 +0x1d
+created by main.start in goroutine 1
+\t/go/src/main.go:3 +0x1
+exit status 2
-time="2026-11-20T23:00:00Z" level=info msg=x`,
  ],
  [
    'a fatal error of many words and goroutines',
    `-fatal error: concurrent map writes
+more of it
+
+goroutine 34 [IO wait, 5 minutes]:
+internal/poll.runtime_pollWait(0x7f, 0x72)
+\t/usr/lib/go/src/runtime/netpoll.go:303 +0x89
+
+goroutine 35 [select]:
+...additional frames elided...
+rax    0x0
-attempt #1 has failed (exit code 2), going to make another attempt...`,
  ],
  [
    'a panic of a server',
    `-2026/11/20 23:00:00 http: panic serving 10.0.0.1:44: boom
+goroutine 7 [running]:
+net/http.(*conn).serve.func1()
+\t/usr/lib/go/src/net/http/server.go:1850 +0xbf
-time="2026-11-20T23:00:00Z" level=info msg=x`,
  ],
  [
    'a panic that was logged',
    `-time="2026-11-20T23:00:00Z" level=panic msg="no storage"
+panic: (*logrus.Entry) 0xc000
+
+goroutine 1 [running]:
-E1120 23:00:00.000000       1 runtime.go:78] Observed a panic: boom
+goroutine 1 [running]:
+\t/go/src/main.go:3 +0x1`,
  ],
  [
    'a Python trace',
    `-Traceback (most recent call last):
+  File "a.py", line 1, in <module>
+    boom()
+requests.exceptions.ConnectionError: boom
-Done`,
  ],
  ['indented lines', '-update-ca-trust:\n+  one\n+\ttwo\n-three\n-\n-four'],
  ['two panics', '-panic: a\n+\n+goroutine 1 [running]:\n-panic: b'],
  ['an indented line first', '-  one'],
])('what belongs together: %s', (_, marked) => {
  const text = marked.replaceAll(/^[-+]/gm, '')
  expect(continuations(text).join('\n')).toBe(marked)
})

const sampleLines = readFileSync('mocks/data/samples/registry.log', 'utf8').split('\n')
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...sampleLines.slice(0, 60)),
  fc.tuple(fc.constantFrom(...sampleLines), fc.nat(500)).map(([text, cut]) => text.slice(0, cut)),
  fc.constantFrom(
    '',
    '\t',
    '\r',
    '\u0000',
    '\u001b[31m',
    'panic: ',
    'goroutine 1 [running]:',
    '{}',
    '2026/11/20 23:00:00 ',
    'E1120 23:00:00.000000 1 a.go:1] ',
    'time="',
    'level=',
    ' msg=response ',
    'http.request.method=HEAD ',
  ),
)
const anyLine = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('').replaceAll('\n', ' '))

const keys = [
  'level',
  'msg',
  'http.request.method',
  'http.request.uri',
  'http.request.useragent',
  'http.response.status',
]

test('any line can be read, is kept as it is, and is scanned as it is read', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 6 }), (lines) => {
      const block = lines.join('\n')
      let [bits, start] = [0, 0]
      for (const text of lines) {
        const read = parseLogLine(text, bits)
        bits = scanLine(block, start, start + text.length, bits)
        start += text.length + 1
        expect(read.text).toBe(text)
        expect(bits).toBeLessThan(256)
        // Of a field that is there twice the line tells the last one, and the scan the first.
        if (keys.some((key) => text.split(`${key}=`).length > 2)) continue
        expect([levelOf(bits), formatOf(bits), isNoise(bits)]).toEqual([read.level, read.format, isNoiseLine(read)])
      }
    }),
    { numRuns: 1000 },
  )
})

test('the lines of the sample are scanned as they are read', () => {
  const block = sampleLines.join('\n')
  let start = 0
  for (const text of sampleLines) {
    const [bits, read] = [scanLine(block, start, start + text.length, 0), parseLogLine(text)]
    expect([levelOf(bits), isNoise(bits)]).toEqual([read.level, isNoiseLine(read)])
    start += text.length + 1
  }
})
