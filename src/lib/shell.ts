/** A word as a POSIX shell reads it: quoted only where it must be. A tilde means a home only at the start of a part. */
export function quote(word: string): string {
  return /^(?:[\w@%+=:,./-]|(?<=[\w.-])~)+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** A command from its words; what is undefined, false or empty is left out. */
export function commandLine(...words: (string | undefined | false)[]): string {
  return words
    .filter((word): word is string => word !== undefined && word !== false && word !== '')
    .map(quote)
    .join(' ')
}
