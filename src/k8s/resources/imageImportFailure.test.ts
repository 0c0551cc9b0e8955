import { expect, test } from 'vitest'
import { importFailureCause } from './imageImportFailure.ts'

test.each([
  [
    'InternalError',
    'Internal error occurred: registry.invalid.example/foo/bar:1: Get "https://registry.invalid.example/v2/": dial tcp: lookup registry.invalid.example on 10.255.255.53:53: no such host',
    'unknownHost',
  ],
  [
    'Unauthorized',
    'you may not have access to the container image "X" and did not have credentials to the repository',
    'credentials',
  ],
  ['Unauthorized', 'incorrect username or password for image "X"', 'wrongCredentials'],
  ['Unauthorized', 'you may not have access to the container image "quay.io/a/blocked:1"', 'credentials'],
  ['InternalError', 'unauthorized: access to the requested resource is not authorized', 'credentials'],
  ['Forbidden', 'imagestreams "a" is forbidden: exceeded quota: q, requested: openshift.io/imagestreams=1', 'quota'],
  [
    'Forbidden',
    'requested usage of openshift.io/images exceeds the maximum limit per openshift.io/ImageStream (11 > 10)',
    'quota',
  ],
  ['InternalError', 'manifest unknown: manifest unknown', 'notFound'],
  ['NotFound', 'dockerimage.image.openshift.io "quay.io/a/timeout:1" not found', 'notFound'],
  ['Forbidden', 'quay.io/a/b:1: registry quay.io blocked', 'blocked'],
  [
    'Forbidden',
    'importing images from registry "h:443" is forbidden: registry "h:443" not allowed by whitelist',
    'notAllowed',
  ],
  ['NotV2Registry', 'registry "h" does not support the v2 Registry API', 'notRegistry'],
  ['BadRequest', 'the repository X is HTTP only and requires the insecure flag to import', 'plainHttp'],
  [
    'InternalError',
    'Internal error occurred: X: Get "https://127.0.0.1:5005/v2/": http: server gave HTTP response to HTTPS client',
    'plainHttp',
  ],
  ['InternalError', 'tls: failed to verify certificate: x509: certificate signed by unknown authority', 'certificate'],
  ['InternalError', 'dial tcp 10.0.0.1:443: connect: connection refused', 'noConnection'],
  ['InternalError', 'dial tcp 10.0.0.1:443: i/o timeout', 'timeout'],
  ['InternalError', 'toomanyrequests: You have reached your pull rate limit', 'rateLimit'],
  ['Invalid', 'X', 'badName'],
  ['InternalError', 'something else', 'unknown'],
  [undefined, undefined, 'unknown'],
])('%s: %s', (reason, message, expected) => {
  expect(importFailureCause({ ...(reason && { reason }), ...(message && { message }) })).toBe(expected)
})
