import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { objectOf } from '../../../k8s/queries.ts'
import { currentOf, ImageStream, tagOf } from '../../../k8s/resources/imageStream.ts'
import { parseImageReference } from '../../../lib/imageReference.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Panel } from '../../../ui/Panel.tsx'

/** An image stream tag that a text may name: `openshift/nodejs:22-ubi9`, or in full by the host of the registry. */
export function streamTagOf(
  text: string,
  hosts: readonly string[],
): { namespace: string; name: string; tag: string } | undefined {
  const reference = parseImageReference(text)
  if (!reference || reference.digest !== undefined) return undefined
  const { registry, repository, tag = 'latest' } = reference
  if (registry !== undefined && !hosts.includes(registry)) return undefined
  const [namespace, name, ...more] = repository.split('/')
  return namespace && name && more.length === 0 ? { namespace, name, tag } : undefined
}

interface StreamSourcesProps {
  namespace: string
  name: string
  tag: string
}

/** Where the tag of an image stream gets its image from, if there is such a stream. */
export function StreamSources({ namespace, name, tag }: StreamSourcesProps) {
  const { data: stream } = useQuery({ ...objectOf(ImageStream, { namespace, name }), retry: false })
  if (!stream) return null
  const known = tagOf(stream, tag)
  const from = known?.spec?.from?.kind === 'DockerImage' ? known.spec.from.name : undefined
  const current = known && currentOf(known)?.dockerImageReference
  const named = `${namespace}/${name}:${tag}`
  const resolve = (pullSpec: string) => (
    <Link to={paths.policy('resolve', { q: pullSpec })}>
      <code>{pullSpec}</code>
    </Link>
  )
  return (
    <Panel title={t('{{named}} in this cluster', { named })}>
      <ul className="rc-resolve__notes">
        <li>
          <Link to={paths.imageStreamTag(namespace, name, tag)}>{t('Image stream tag {{named}}', { named })}</Link>
          {!known && `${sentenceGap()}${t('The stream exists, but has no such tag.')}`}
        </li>
        {from !== undefined && (
          <li>
            {t('It is imported from')} {resolve(from)}
          </li>
        )}
        {current !== undefined && current !== from && (
          <li>
            {t('It now points to')} {resolve(current)}
          </li>
        )}
      </ul>
    </Panel>
  )
}
