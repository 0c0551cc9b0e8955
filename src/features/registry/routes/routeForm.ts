import { isForHost, matchKey, parseCertificates } from '../../../lib/certificate.ts'
import { absoluteTime } from '../../../lib/relativeTime.ts'
import { t } from '../../../lib/t.ts'
import type { RegistryRoute } from '../../../k8s/resources/registryConfig.ts'
import { defaultRouteName } from './routeRows.ts'

/** Which certificate a route shows: the router's own, one of a secret that is there, or of one that is made from what was pasted. */
export type CertificateChoice = 'router' | 'secret' | 'new'

export interface RouteForm {
  name: string
  hostname: string
  choice: CertificateChoice
  secretName: string
  certificate: string
  key: string
  ca: string
}

/** The form of a route that the Config has. */
export function formOf(route: RegistryRoute | undefined): RouteForm {
  const secretName = route?.secretName ?? ''
  return {
    name: route?.name ?? '',
    hostname: route?.hostname ?? '',
    choice: secretName === '' ? 'router' : 'secret',
    secretName,
    certificate: '',
    key: '',
    ca: '',
  }
}

/** What the Config gets. Without a host name the router gives one. Fields that nobody here knows are kept. */
export function routeOf({ name, hostname, choice, secretName }: RouteForm, before?: RegistryRoute): RegistryRoute {
  const { hostname: _hostname, secretName: _secret, ...rest } = before ?? { name }
  return {
    ...rest,
    name: name.trim(),
    ...(hostname.trim() && { hostname: hostname.trim().toLowerCase() }),
    ...(choice !== 'router' && { secretName: secretName.trim() }),
  }
}

const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/
const subdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/

/** What keeps a form from being saved, by field. `others`: the names of the Config's other routes. */
export function routeProblems(form: RouteForm, others: readonly string[], now: number): Record<string, string> {
  const found = {
    name: nameProblem(form.name.trim(), others),
    hostname: hostProblem(form.hostname.trim().toLowerCase()),
    ...(form.choice !== 'router' && { secretName: secretProblem(form.secretName.trim()) }),
    ...(form.choice === 'new' && certificateProblems(form, now)),
  }
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

function nameProblem(name: string, others: readonly string[]): string | undefined {
  if (name === '') return t('Enter a name.')
  if (name.length > 63 || !label.test(name))
    return t(
      'A name has lower-case letters, digits and hyphens, 63 at most, and starts and ends with a letter or a digit.',
    )
  if (name === defaultRouteName)
    return t('{{name}} is the name of the default route: expose that one instead.', { name })
  if (others.includes(name)) return t('There is a route of this name already. Two of a name stop the operator.')
  return undefined
}

function hostProblem(host: string): string | undefined {
  if (host === '') return undefined
  if (/^[a-z]+:\/\//.test(host)) return t('Leave out the scheme: registry.example.com.')
  if (host.includes('/')) return t('Leave out the path: registry.example.com.')
  if (host.includes(':')) return t('Leave out the port: routes are reached at port 443.')
  if (host.includes('*')) return t('A route of the registry is for one host: no stars.')
  if (/\s/.test(host)) return t('Take out the spaces.')
  if (host.length > 253) return t('A host name may have 253 characters.')
  if (!subdomain.test(host) || host.split('.').some((part) => part.length > 63))
    return t('A host name has lower-case letters, digits, hyphens and dots, and 63 characters at most between dots.')
  if (!host.includes('.')) return t('Enter the whole host name: registry.example.com.')
  return undefined
}

function secretProblem(name: string): string | undefined {
  if (name === '') return t('Enter the name of the secret.')
  if (name.length > 253 || !subdomain.test(name))
    return t('The name of a secret has lower-case letters, digits, hyphens and dots.')
  return undefined
}

function certificateProblems(form: RouteForm, now: number) {
  const { certificates, unreadable } = parseCertificates(form.certificate)
  const [leaf] = certificates
  const match = leaf ? matchKey(leaf, form.key) : undefined
  const ca = form.ca.trim() === '' ? undefined : parseCertificates(form.ca)
  const privateInside = [form.certificate, form.ca].map((text) => text.includes('PRIVATE KEY-----'))
  return {
    certificate: privateInside[0]
      ? t('This holds a private key: it belongs into its own field.')
      : !leaf || unreadable > 0
        ? t('Paste the certificate in PEM, with those that it was issued by after it: -----BEGIN CERTIFICATE-----.')
        : Date.parse(leaf.notAfter) <= now
          ? t('This certificate has expired ({{time}}).', { time: absoluteTime(leaf.notAfter) ?? leaf.notAfter })
          : undefined,
    key: !form.key.includes('PRIVATE KEY-----')
      ? t('Paste the private key in PEM: -----BEGIN PRIVATE KEY-----.')
      : match === 'encrypted'
        ? t('This key is behind a password, which routers cannot give. Take it off first: openssl pkey.')
        : match === 'unreadable'
          ? t('This key cannot be read.')
          : match === 'differs'
            ? t('This key does not belong to the certificate.')
            : undefined,
    ca: privateInside[1]
      ? t('This holds a private key: it belongs into its own field.')
      : ca && (ca.certificates.length === 0 || ca.unreadable > 0)
        ? t('This holds no certificate in PEM that can be read.')
        : undefined,
  }
}

/** What may be meant as it is, but mostly is not. */
export function certificateWarnings({ certificate, key, hostname }: RouteForm, now: number): string[] {
  const [leaf] = parseCertificates(certificate).certificates
  if (!leaf) return []
  const host = hostname.trim()
  return [
    host !== '' && !isForHost(leaf, host) && t('The certificate is not for {{host}}: clients refuse it.', { host }),
    host === '' && t('The router chooses the host name: whether the certificate is for it shows only then.'),
    leaf.sans.length === 0 && t('The certificate has no subject alternative names: today’s clients refuse it.'),
    Date.parse(leaf.notBefore) > now && t('The certificate is not valid yet.'),
    isSoon(leaf.notAfter, now) && t('The certificate expires within 30 days.'),
    key.includes('PRIVATE KEY-----') &&
      matchKey(leaf, key) === 'unknown' &&
      t('Whether the key belongs to the certificate cannot be told from a key of this kind.'),
  ].filter((text) => text !== false)
}

function isSoon(time: string, now: number): boolean {
  const left = Date.parse(time) - now
  return left > 0 && left < 30 * 86_400_000
}
