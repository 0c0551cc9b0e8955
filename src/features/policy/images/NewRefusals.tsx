import { useCallback } from 'react'
import type { ImageConfigSpec } from '../../../k8s/resources/imageConfig.ts'
import { newlyRefused, type NewlyRefused } from '../../../k8s/resources/imageConfigEffects.ts'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { streamImports, type StreamImports } from '../../../k8s/resources/importSource.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { useInSlices } from '../../../k8s/useInSlices.ts'
import { useNamespacedList } from '../../../k8s/useNamespacedList.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { listed } from './saveConsequences.ts'

interface NewRefusalsProps {
  before: ImageConfigSpec
  after: ImageConfigSpec
  internalRegistry: string
}

/** Which image streams and pods have something now that would be refused, as far as the person may read them. */
export function NewRefusals({ before, after, internalRegistry }: NewRefusalsProps) {
  const streams = useNamespacedList(ImageStream, undefined, streamImports)
  const { consumers, state, notListed, byProject } = useImageConsumers()
  const reading = !streams.complete && streams.state !== 'failed'
  // Looked through once, when all are there.
  const items = reading ? none : streams.items
  const make = useCallback(
    () => newlyRefused(before, after, { streams: items, workloads: consumers }, internalRegistry),
    [before, after, items, consumers, internalRegistry],
  )
  const { value, done } = useInSlices(make)
  const pending = reading || state === 'loading' || !done
  const partial = streams.byProject || byProject || notListed.length > 0
  const unread = streams.state === 'failed' || streams.errors.length > 0 || state === 'failed'
  return (
    <>
      {!pending && value && value.nodes.length > 0 && (
        <Alert inline status="warning" title={t('Nodes and builds could no longer pull what is used now')}>
          <RefusedList refused={value.nodes} />
        </Alert>
      )}
      {!pending && value && value.imports.length > 0 && (
        <Alert inline status="warning" title={t('Tags could no longer be imported')}>
          <RefusedList refused={value.imports} />
        </Alert>
      )}
      <p className="rc-subtle" role="status">
        {pending
          ? t('Looking up which image streams and pods are affected…')
          : unread || partial
            ? t('Only what you can read was checked: other projects may be affected, too.')
            : value && value.nodes.length + value.imports.length === 0
              ? t('No image stream and no running pod has an image that would be refused.')
              : ''}
      </p>
    </>
  )
}

const none: readonly StreamImports[] = []

function RefusedList({ refused }: { refused: readonly NewlyRefused[] }) {
  return (
    <ul className="rc-policy__refused">
      {refused.map(({ host, tags, pods }) => (
        <li key={host}>
          <strong>{host || t('(no pull spec)')}</strong>
          {tags.length > 0 && (
            <>
              {': '}
              {t('{{count}} tags ({{names}})', { count: tags.length, names: listed(tags) })}
            </>
          )}
          {pods.length > 0 && (
            <>
              {tags.length > 0 ? '; ' : ': '}
              {t('{{count}} running pods ({{names}})', { count: pods.length, names: listed(pods) })}
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
