/** 32 well-mixed bits of a text (FNV-1a with a final avalanche). */
function hash32(text: string, seed = 0x811c9dc5): number {
  let hash = seed
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Hexadecimal digits made from a text: always the same ones, so that seeded clusters are the same each time. */
export function hexOf(text: string, digits: number): string {
  let hex = ''
  for (let part = 0; hex.length < digits; part++)
    hex += hash32(text, 0x811c9dc5 ^ Math.imul(part + 1, 0x9e3779b1))
      .toString(16)
      .padStart(8, '0')
  return hex.slice(0, digits)
}

/** A digest that stands for a content. Not a hash anybody could verify: no content exists. */
export const digestOf = (content: string): string => `sha256:${hexOf(content, 64)}`

/** A uid for an object's key. */
export function uidOf(key: string): string {
  const hex = hexOf(`uid ${key}`, 32)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}
