/** Gives a text to the user as a file. */
export function download(fileName: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  document.body.append(link)
  link.click()
  link.remove()
  // The browser may begin to read only after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
