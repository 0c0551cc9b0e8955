const digestPattern = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-f]{32,}$/i

/** Whether a text is a whole digest, as `sha256:` and 64 hexadecimal digits. */
export function isDigest(text: string): boolean {
  return digestPattern.test(text)
}

/** A digest as people compare it: the algorithm and the first 12 digits. Other texts stay as they are. */
export function shortDigest(digest: string): string {
  const colon = digest.indexOf(':')
  return isDigest(digest) ? digest.slice(0, colon + 13) : digest
}
