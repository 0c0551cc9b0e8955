import { describe, expect, test } from 'vitest'
import { isDigest, shortDigest } from './digest.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

describe('digests', () => {
  test.each([
    [digest, true],
    [`sha512:${'0'.repeat(128)}`, true],
    [digest.slice(7), false],
    ['sha256:0123', false],
    ['', false],
    ['latest', false],
  ])('isDigest(%s) is %s', (text, expected) => expect(isDigest(text)).toBe(expected))

  test.each([
    [digest, 'sha256:0123456789ab'],
    ['', ''],
    ['sha256:0123', 'sha256:0123'],
    ['v1', 'v1'],
  ])('shortDigest(%s) is %s', (text, expected) => expect(shortDigest(text)).toBe(expected))
})
