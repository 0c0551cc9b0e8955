import { formatImageReference, parseImageReference } from '../../lib/imageReference.ts'
import { t } from '../../lib/t.ts'

/** A registry that people import from, and what it needs. */
export interface KnownSource {
  /** The host in pull specs. */
  host: string
  title: string
  example: string
  needs: string
}

/** The registries that most images come from. */
export function knownSources(): KnownSource[] {
  return [
    {
      host: 'quay.io',
      title: t('Quay'),
      example: 'quay.io/ORGANIZATION/REPOSITORY:TAG',
      needs: t(
        'Public repositories need nothing. Private ones need a pull secret with a robot account of the organization.',
      ),
    },
    {
      host: 'registry.redhat.io',
      title: t('Red Hat registry'),
      example: 'registry.redhat.io/ubi9/nodejs-22:latest',
      needs: t(
        'Always needs an account: make a registry service account at access.redhat.com/terms-based-registry and use its user name and token in a pull secret. Many clusters have one for all projects.',
      ),
    },
    {
      host: 'docker.io',
      title: t('Docker Hub'),
      example: 'docker.io/library/nginx:1.29',
      needs: t(
        'Official images are below library/. Without an account the whole cluster shares a small number of pulls per hour, and every tag that is checked or imported counts: a pull secret with an access token raises the limit.',
      ),
    },
    {
      host: 'ghcr.io',
      title: t('GitHub'),
      example: 'ghcr.io/OWNER/REPOSITORY:TAG',
      needs: t(
        'Public packages need nothing. Private ones need a pull secret with your GitHub user name and a personal access token that may read packages.',
      ),
    },
  ]
}

/** The known registry of a pull spec; Docker Hub when it names none. Undefined for any other registry and while nothing is typed. */
export function knownSourceOf(pullSpec: string): KnownSource | undefined {
  const typed = pullSpec.trim().replace(/^docker:\/\//, '')
  if (typed === '' || typed.startsWith('/')) return undefined
  const host = parseImageReference(typed)?.registry ?? (typed.includes('/') ? typed.slice(0, typed.indexOf('/')) : '')
  const known = host === '' || host === 'index.docker.io' ? 'docker.io' : host
  const sources = knownSources()
  const found = sources.find((source) => source.host === known)
  if (found || /[.:]/.test(known) || known === 'localhost') return found
  return sources.find((source) => source.host === 'docker.io')
}

/** The pull spec with another registry, or with room for one; the registry alone while nothing more is typed. */
export function withRegistry(pullSpec: string, host: string | undefined): string {
  const path = pullSpec.trim().replace(/^\//, '')
  const reference = parseImageReference(path)
  if (!reference) return host === undefined ? '' : `${host}/`
  const { registry: _registry, ...rest } = reference
  return host === undefined ? `/${formatImageReference(rest)}` : formatImageReference({ ...rest, registry: host })
}
