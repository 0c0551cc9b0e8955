const plain = /^[\x20-\x7e]*$/
// They would turn the text around them.
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** A name as part of a sentence: whatever its letters, the words around it keep their order. */
export function shownName(name: string): string {
  return plain.test(name) ? name : `\u2068${name.replace(directions, '\ufffd')}\u2069`
}
