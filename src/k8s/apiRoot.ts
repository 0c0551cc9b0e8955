let root: string | undefined

/** Sets the address that every API path is relative to. Pages need not: theirs is the document's base. Undo with undefined. */
export function setApiRoot(url: string | undefined): void {
  root = url
}

/** The absolute address of an API path such as `/apis/apps/v1`: relative to the document's base, wherever that is served. */
export function apiUrl(path: string): string {
  return new URL(path.replace(/^\/+/, ''), root ?? document.baseURI).href
}
