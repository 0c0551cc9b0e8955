import { t } from '../../lib/t.ts'

const schemes = new Set(['http:', 'https:', 'socks5:'])

/** What is wrong with the address of a proxy, as Go reads it (golang.org/x/net/http/httpproxy): without a scheme it is http. */
export function proxyProblem(address: string): string | undefined {
  const text = address.trim()
  if (text === '') return undefined
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  const url = /\s/.test(text) ? undefined : urlOf(hasScheme ? text : `http://${text}`)
  if (!url || url.hostname === '') return t('This is no address of a proxy: write http://proxy.example.com:3128.')
  if (!schemes.has(url.protocol))
    return t('The registry knows proxies of http, https and socks5, not of {{scheme}}.', {
      scheme: url.protocol.replace(':', ''),
    })
  return undefined
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

const host = /^(?:\*?\.)?[a-z0-9_](?:[-a-z0-9_.]*[a-z0-9_])?\.?(?::\d+)?$/i
const ipv6 = /^\[?[0-9a-f:.]*:[0-9a-f:.]*\]?(?:\/\d{1,3})?(?::\d+)?$/i
const ipv4Range = /^\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}$/

/** What is wrong with a list of hosts that are reached without the proxy. */
export function noProxyProblem(list: string): string | undefined {
  const entries = list.split(',').map((entry) => entry.trim())
  const wrong = entries.find((entry) => entry !== '' && !isNoProxy(entry))
  if (wrong === undefined) return undefined
  return /:\/\//.test(wrong)
    ? t('{{entry}}: the entries are hosts, not URLs. Leave out the scheme.', { entry: wrong })
    : /\s/.test(wrong)
      ? t('{{entry}}: the entries are separated by commas.', { entry: wrong })
      : t('{{entry}} is no host, domain, IP address or range: write .example.com, 10.0.0.0/16, *.svc.', {
          entry: wrong,
        })
}

function isNoProxy(entry: string): boolean {
  if (entry === '*') return true
  if (ipv4Range.test(entry)) {
    const [address = '', bits = ''] = entry.split('/')
    return Number(bits) <= 32 && address.split('.').every((part) => Number(part) <= 255)
  }
  return host.test(entry) || ipv6.test(entry)
}

/** An address without the password in it, to be shown. */
export function withoutPassword(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)?([^/@:]*):[^/]*@/i, '$1$2:•••@')
}
