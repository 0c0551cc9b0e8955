/** Gives a text, or one in pieces, to the user as a file. */
export function download(fileName: string, type: string, content: string | readonly BlobPart[]): void {
  const parts = typeof content === 'string' ? [content] : [...content]
  const url = URL.createObjectURL(new Blob(parts, { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  document.body.append(link)
  link.click()
  link.remove()
  // The browser may begin to read only after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
