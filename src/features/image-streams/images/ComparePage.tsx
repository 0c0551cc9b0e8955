import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { t } from '../../../lib/t.ts'
import { choosePair, comparePlatforms, type ComparableName } from '../../../k8s/resources/imageComparison.ts'
import type { Image } from '../../../k8s/resources/image.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { Page } from '../../../ui/Page.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { CompareFields } from './CompareFields.tsx'
import { ComparedPlatforms } from './ComparedPlatforms.tsx'
import { Comparison } from './Comparison.tsx'
import { imageQuery, type ImageOfStream } from './imageSummary.ts'
import { useCompared, type Compared } from './useCompared.ts'
import '../image-streams.css'
import './compare.css'

/** Two images side by side: what is in both, and what in one of them. */
export function ComparePage() {
  const [params, setParams] = useSearchParams()
  const [a, b] = [params.get('a') ?? '', params.get('b') ?? '']
  const compare = (first: string, second: string) => {
    const next = new URLSearchParams({ ...(first && { a: first }), ...(second && { b: second }) })
    if (next.toString() !== new URLSearchParams({ ...(a && { a }), ...(b && { b }) }).toString()) setParams(next)
  }
  return (
    <Page title={t('Compare images')} description={t('What two images have in common, and what only one of them has.')}>
      {/* Another address fills the fields anew. */}
      <CompareFields key={`${a} ${b}`} a={a} b={b} onCompare={compare} />
      <Sides a={a} b={b} />
    </Page>
  )
}

function Sides({ a, b }: { a: string; b: string }) {
  const first = useCompared(a)
  const second = useCompared(b)
  if (first.state === 'absent' || second.state === 'absent') {
    return (
      <EmptyState title={t('Choose two images')}>
        {t('Name each as project/stream:tag, or as project/stream@ with its whole digest.')}
      </EmptyState>
    )
  }
  if (first.state !== 'read' || second.state !== 'read') {
    if (first.state === 'reading' || second.state === 'reading') {
      const broken = [first, second].find(({ state }) => state !== 'reading' && state !== 'read')
      if (!broken) return <SkeletonLines lines={10} />
    }
    return (
      <>
        {first.state !== 'read' && <NoSide text={a} side={first} />}
        {second.state !== 'read' && (a !== b || first.state === 'read') && <NoSide text={b} side={second} />}
      </>
    )
  }
  return <Both a={first} b={second} />
}

type ReadSide = Extract<Compared, { state: 'read' }>

function Both({ a, b }: { a: ReadSide; b: ReadSide }) {
  const [params] = useSearchParams()
  const pairs = comparePlatforms(a.image, b.image)
  const chosen = choosePair(pairs, params.get('platform'))
  const names = { a: nameText(a.name), b: nameText(b.name) }
  const isSame = a.image.metadata.name === b.image.metadata.name
  return (
    <>
      {isSame && (
        <p className="rc-compare__verdict">
          {t('Both are the same image: {{digest}}.', { digest: a.image.metadata.name })}
        </p>
      )}
      {pairs.length > 1 && (
        <ComparedPlatforms pairs={pairs} chosen={chosen} names={names} from={{ a: a.from, b: b.from }} />
      )}
      {chosen?.a !== undefined && chosen.b !== undefined && (
        <Pair
          key={`${chosen.a} ${chosen.b}`}
          a={{ known: a.image, from: { ...a.from, digest: chosen.a } }}
          b={{ known: b.image, from: { ...b.from, digest: chosen.b } }}
          names={names}
          quiet={isSame}
        />
      )}
    </>
  )
}

interface PairSide {
  /** What is read already: the image itself, unless that is a manifest list. */
  known: Image
  from: ImageOfStream
}

interface PairProps {
  a: PairSide
  b: PairSide
  names: { a: string; b: string }
  /** That both are one image is said already. */
  quiet: boolean
}

function Pair({ a, b, names, quiet }: PairProps) {
  const first = useQuery({ ...imageQuery(a.from), enabled: a.known.metadata.name !== a.from.digest })
  const second = useQuery({ ...imageQuery(b.from), enabled: b.known.metadata.name !== b.from.digest })
  const imageA = a.known.metadata.name === a.from.digest ? a.known : first.data
  const imageB = b.known.metadata.name === b.from.digest ? b.known : second.data
  if (imageA && imageB) return <Comparison a={imageA} b={imageB} names={names} quiet={quiet} />
  const error = first.error ?? second.error
  if (!error) return <SkeletonLines lines={10} />
  const retry = () => void Promise.all([first.refetch(), second.refetch()])
  return <Problem error={error} onRetry={retry} />
}

function NoSide({ text, side }: { text: string; side: Exclude<Compared, { state: 'read' | 'absent' }> }) {
  switch (side.state) {
    case 'reading':
      return <SkeletonLines lines={4} />
    case 'failed':
      return <Problem error={side.error} onRetry={side.retry} />
    case 'unreadable':
      return (
        <EmptyState title={t('{{text}} names no image', { text })} status="warning">
          {t('Name each as project/stream:tag, or as project/stream@ with its whole digest.')}
        </EmptyState>
      )
    case 'noStream':
      return (
        <EmptyState
          title={t('There is no image stream {{stream}}', { stream: streamText(side.name) })}
          status="warning"
        >
          {t('It may have been deleted, or its name is another.')}
        </EmptyState>
      )
    case 'noTag':
      return (
        <EmptyState
          title={t('There is no tag {{tag}} in {{stream}}', {
            tag: side.name.tag ?? '',
            stream: streamText(side.name),
          })}
          status="warning"
        >
          {t('It may have been deleted, or never pushed.')}
        </EmptyState>
      )
    case 'noImage':
      return (
        <EmptyState title={t('The tag {{text}} has no image', { text })} status="warning">
          {t('Nothing was pushed or imported to it yet, or it only refers to another registry.')}
        </EmptyState>
      )
    default:
      return (
        <EmptyState title={t('The image of {{text}} was deleted', { text })} status="warning">
          {t('The cluster has no image of that digest any more, so there is nothing to compare.')}
        </EmptyState>
      )
  }
}

const streamText = ({ namespace, stream }: ComparableName) => `${namespace}/${stream}`

function nameText(name: ComparableName): string {
  return name.tag === undefined
    ? `${streamText(name)}@${(name.digest ?? '').slice(0, 19)}`
    : `${streamText(name)}:${name.tag}`
}
