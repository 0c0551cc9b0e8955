interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined

/** The address of a script of the console's own, as browsers that enforce Trusted Types want it. Throws for any other origin. */
export function trustedScript(url: string): string {
  // A worker has no document.
  const absolute = new URL(url, typeof document === 'undefined' ? location.href : document.baseURI)
  if (absolute.origin !== location.origin) throw new Error(`not a script of the console: ${absolute.origin}`)
  // Not every browser has it, and no type names it yet.
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  policy ??= trustedTypes?.createPolicy('registry-console', { createScriptURL: (trusted) => trusted })
  return policy ? policy.createScriptURL(absolute.href) : absolute.href
}
