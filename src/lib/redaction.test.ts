import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redactObject, redactText } from './redaction.ts'

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl'

test.each([
  ['Authorization: Bearer sha256~abcdefghijklmnopqrstuvwx', 'Authorization: Bearer REDACTED'],
  ['"authorization":["Basic ZGV2OnB3"]', '"authorization":["Basic REDACTED"]'],
  ['http.request.auth="Bearer abcdef123456"', 'http.request.auth="Bearer REDACTED"'],
  [`token is ${jwt} here`, 'token is REDACTED here'],
  ['GET https://dev:hunter2@registry.example.com/v2/', 'GET https://REDACTED@registry.example.com/v2/'],
  ['proxy http://dev:hun@ter2@proxy:3128 used', 'proxy http://REDACTED@proxy:3128 used'],
  ['docker://quay.io/a/b@sha256:00 by https://u:p@h/x@y', 'docker://quay.io/a/b@sha256:00 by https://REDACTED@h/x@y'],
  ['{"auths":{"quay.io":{"auth":"dTpw","email":"x"}}}', '{"auths":{"quay.io":{"auth":"REDACTED","email":"x"}}}'],
  ['REGISTRY_STORAGE_IBMCOS_IAMAPIKEY: abcdef', 'REGISTRY_STORAGE_IBMCOS_IAMAPIKEY: REDACTED'],
  ['oc login --token abcdef --server=https://api', 'oc login --token REDACTED --server=https://api'],
  [
    'https://g/x?X-Goog-Credential=a%40b&X-Goog-Signature=00ff',
    'https://g/x?X-Goog-Credential=REDACTED&X-Goog-Signature=REDACTED',
  ],
  ['password=hunter2 user=dev', 'password=REDACTED user=dev'],
  ['{"client_secret": "s3cr3t", "a": 1}', '{"client_secret": "REDACTED", "a": 1}'],
  [
    'PUT /v2/a/b/blobs/uploads/1?_state=c3RhdGU&digest=sha256:00',
    'PUT /v2/a/b/blobs/uploads/1?_state=REDACTED&digest=sha256:00',
  ],
  [
    'https://s3/x?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F&X-Amz-Signature=00ff',
    'https://s3/x?X-Amz-Credential=REDACTED&X-Amz-Signature=REDACTED',
  ],
  ['key AKIAIOSFODNN7EXAMPLE used', 'key REDACTED used'],
  ['Set-Cookie: session=abc; Path=/', 'Set-Cookie: REDACTED'],
  ['-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----\nnext', 'REDACTED\nnext'],
  // What support needs stays.
  ['{"secret": {"name": "tls"}, "token": [1]}', '{"secret": {"name": "tls"}, "token": [1]}'],
  ['digest sha256:034701f9a17d, secretName: registry-tls', 'digest sha256:034701f9a17d, secretName: registry-tls'],
  ['basic auth is required', 'basic auth is required'],
  ['http.response.status=200 vars.name=a/b', 'http.response.status=200 vars.name=a/b'],
  [
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  ],
])('%s', (text, expected) => {
  expect(redactText(text)).toBe(expected)
  expect(redactText(expected)).toBe(expected)
})

describe('objects', () => {
  test('arguments of commands', () => {
    const args = ['--v=4', '--token', 'abc', '--password', '--insecure']
    expect(redactObject({ args })).toEqual({ args: ['--v=4', '--token', 'REDACTED', '--password', '--insecure'] })
  })

  test('the Config, a pod, a route and a secret', () => {
    const found = new Set<string>()
    const result = redactObject(
      {
        config: {
          kind: 'Config',
          metadata: { name: 'cluster', managedFields: [{ manager: 'x' }] },
          spec: {
            httpSecret: '0123456789abcdef',
            proxy: { http: 'http://user:pw@proxy:3128' },
            storage: { s3: { cloudFront: { privateKey: { name: 'cf', key: 'private.pem' }, keypairID: 'K1' } } },
          },
        },
        pod: {
          spec: {
            containers: [
              {
                env: [
                  { name: 'REGISTRY_HTTP_SECRET', value: '0123456789abcdef' },
                  { name: 'REGISTRY_STORAGE_S3_ACCESSKEY', valueFrom: { secretKeyRef: { name: 'priv', key: 'k' } } },
                  { name: 'REGISTRY_LOG_LEVEL', value: 'info' },
                ],
              },
            ],
            volumes: [{ secret: { secretName: 'tls' } }],
          },
        },
        route: { kind: 'Route', spec: { tls: { key: '-----BEGIN', certificate: 'cert', termination: 'reencrypt' } } },
        secret: { kind: 'Secret', metadata: { name: 's' }, data: { 'tls.key': 'QUJD' }, type: 'Opaque' },
      },
      found,
    )
    expect(result).toEqual({
      config: {
        kind: 'Config',
        metadata: { name: 'cluster' },
        spec: {
          httpSecret: 'REDACTED',
          proxy: { http: 'http://REDACTED@proxy:3128' },
          storage: { s3: { cloudFront: { privateKey: { name: 'cf', key: 'REDACTED' }, keypairID: 'K1' } } },
        },
      },
      pod: {
        spec: {
          containers: [
            {
              env: [
                { name: 'REGISTRY_HTTP_SECRET', value: 'REDACTED' },
                { name: 'REGISTRY_STORAGE_S3_ACCESSKEY', valueFrom: { secretKeyRef: { name: 'priv', key: 'k' } } },
                { name: 'REGISTRY_LOG_LEVEL', value: 'info' },
              ],
            },
          ],
          volumes: [{ secret: { secretName: 'tls' } }],
        },
      },
      route: {
        kind: 'Route',
        spec: { tls: { key: 'REDACTED', certificate: 'cert', termination: 'reencrypt' } },
      },
      secret: { kind: 'Secret', metadata: { name: 's' }, data: { 'tls.key': 'REDACTED' }, type: 'Opaque' },
    })
    expect([...found]).toContain('0123456789abcdef')
    expect(redactText('upload signed with 0123456789abcdef', found)).toBe('upload signed with REDACTED')
  })

  const secret = fc.stringMatching(/^[A-Za-z0-9+_-]{12,40}$/)
  const places = [
    (value: string) => ({ spec: { httpSecret: value } }),
    (value: string) => ({ env: [{ name: 'MY_PASSWORD', value }] }),
    (value: string) => ({ kind: 'Secret', data: { any: value }, stringData: { other: value } }),
    (value: string) => ({ spec: { tls: { key: value } } }),
    (value: string) => ({ message: `refused: Authorization: Bearer ${value}` }),
    (value: string) => ({ args: ['--password', `--token=${value}`] }),
    (value: string) => ({ url: `https://u:${value}@host/` }),
    (value: string) => ({ metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': value } } }),
    (value: string) => ({ metadata: { managedFields: [{ note: value }] } }),
  ]

  test('a secret is found in none of its places, however deep', () => {
    fc.assert(
      fc.property(
        secret,
        fc.constantFrom(...places),
        fc.array(fc.constantFrom('spec', 'list', 'status'), { maxLength: 6 }),
        (value, place, path) => {
          const nested = path.reduce<unknown>(
            (inner, key) => (key === 'list' ? [inner] : { [key]: inner }),
            place(value),
          )
          expect(JSON.stringify(redactObject(nested))).not.toContain(value)
        },
      ),
    )
  })

  test('any text is redacted once and for all, in time that grows with it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(redactText(redactText(text))).toBe(redactText(text))
      }),
    )
    const started = performance.now()
    for (const piece of [
      'authorization ',
      'Bearer ',
      'eyJ',
      '://',
      '-----BEGIN PRIVATE KEY-----',
      'token=',
      'a_',
      'cookie: ',
    ])
      redactText(piece.repeat(20_000))
    expect(performance.now() - started).toBeLessThan(3000)
  })
})
