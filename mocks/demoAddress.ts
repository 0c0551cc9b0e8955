/**
 * Makes the address of a demonstration one that the console knows: static hosts name index.html, and their 404.html hands over what was
 * asked for as `?demo-path=`. Before anything looks at the address.
 */
export function settleAddress(): void {
  const base = document.baseURI
  // Relative, it would be so to whatever address comes next.
  document.querySelector('base')?.setAttribute('href', base)
  const asked = new URLSearchParams(location.search).get('demo-path')
  const url = new URL(asked ?? location.href, base)
  url.pathname = url.pathname.replace(/\/index\.html$/, '/')
  // Nothing else than a page of this site.
  if (url.href !== location.href && url.href.startsWith(base)) history.replaceState(null, '', url)
}
