interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

let policy: { createScriptURL(url: string): string } | undefined

/**
 * The address of a script of the console's own, as browsers that enforce Trusted Types want it: for workers, the only sink that the
 * console fills. The one policy that the content security policy names lets nothing pass but files below the console's address.
 */
export function trustedScript(url: string): string {
  // Not every browser has it, and no type names it yet.
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  policy ??= trustedTypes?.createPolicy('registry-console', rules) ?? rules
  return policy.createScriptURL(url)
}

const rules = {
  createScriptURL(url: string): string {
    // A worker has no document, and begins only those that lie beside it.
    const base = typeof document === 'undefined' ? location.href : document.baseURI
    const { href } = new URL(url, base)
    if (!href.startsWith(new URL('.', base).href)) throw new Error(`not a script of the console: ${href}`)
    return href
  },
}
