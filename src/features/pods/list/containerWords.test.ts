import { expect, test } from 'vitest'
import { envText } from './containerWords.ts'

test.each([
  [{ name: 'REGISTRY_HTTP_SECRET', value: 'abc' }, 'not shown: it looks like a secret'],
  [{ name: 'HTTPS_PROXY', value: 'http://proxy-user:abc@proxy:3128' }, 'http://REDACTED@proxy:3128'],
  [{ name: 'NO_PROXY', value: '.cluster.local,.svc,10.0.0.0/16' }, '.cluster.local,.svc,10.0.0.0/16'],
  [
    { name: 'REGISTRY_STORAGE_S3_ACCESSKEY', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } },
    'from secret a, key b',
  ],
])('the value of %j', (variable, text) => {
  expect(envText(variable)).toBe(text)
})
