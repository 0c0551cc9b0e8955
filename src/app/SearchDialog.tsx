import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { ImageStream } from '../k8s/resources/imageStream.ts'
import { streamRow, type ImageStreamRow } from '../k8s/resources/imageStreamRow.ts'
import { useNamespacedList } from '../k8s/useNamespacedList.ts'
import { shortDigest } from '../lib/digest.ts'
import { paths } from '../lib/paths.ts'
import { t } from '../lib/t.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { PickList, type Pick } from '../ui/PickList.tsx'
import { digestQuery, type DigestHit } from './digestSearch.ts'
import { findStreams, parseSearch, type SearchQuery } from './searchQuery.ts'

/** Finds a stream, a tag or an image by what people have at hand, and goes there. */
export function SearchDialog({ onClose }: { onClose(): void }) {
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const query = useMemo(() => parseSearch(text), [text])
  const prefix = useDeferredValue(digestOf(query))
  const streams = useNamespacedList(ImageStream, undefined, streamRow)
  const images = useQuery({ ...digestQuery(prefix ?? ''), enabled: prefix !== undefined })
  const rows = useMemo(() => findStreams(streams.items, query), [streams.items, query])

  const go = (path: string) => {
    onClose()
    void navigate(path)
  }
  const searching = !streams.complete || prefix !== digestOf(query) || (prefix !== undefined && images.isFetching)
  const hits = prefix === undefined ? [] : fitting(images.data?.hits ?? [], query)
  const tags = hits.map((hit) => hitPick(hit, go))
  const found = imagePicks(hits, searching ? undefined : wholeDigest(query, rows), go)
  const named = rows.map((row) => streamPick(row, query, go))
  const picks = isByDigest(query)
    ? // The stream would be picked before the image is found.
      [...found, ...tags, ...(searching ? [] : named)]
    : // Who types a digest means the image; who types a pull spec means the tag.
      [...named, ...(query.digest ? [...found, ...tags] : [...tags, ...found])]
  return (
    <Dialog title={t('Search')} onClose={onClose} elementToFocus='[role="dialog"] [role="combobox"]'>
      <PickList
        label={t('Stream, tag, pull spec or digest')}
        placeholder={t('Stream, tag, pull spec or digest')}
        text={text}
        onText={setText}
        picks={picks}
        pending={searching}
        note={noteOf({
          typed: text.trim() !== '',
          found: picks.length > 0,
          searching,
          more: images.data?.more === true && prefix !== undefined,
          error: (prefix === undefined ? undefined : images.error?.message) ?? streams.forbidden?.message,
        })}
      />
    </Dialog>
  )
}

/** The digits to look for in all streams. */
function digestOf({ digest, reference }: SearchQuery): string | undefined {
  const typed = digest ?? reference?.digest?.replace(/^sha256:/, '')
  return typed && /^[0-9a-f]{6,64}$/.test(typed) ? typed : undefined
}

/** Whether an image is asked for by a pull spec: `ns/stream@digest`. */
const isByDigest = ({ reference }: SearchQuery) => reference?.digest !== undefined && reference.tag === undefined

/** Those of the stream that was named, if it has any: pods name images by the registries they came from. */
function fitting(hits: readonly DigestHit[], { reference, digest }: SearchQuery): readonly DigestHit[] {
  if (digest || !reference) return hits
  const here = hits.filter((hit) => isNamed(hit, reference))
  return here.length > 0 || reference.tag ? here : hits
}

interface Stream {
  name: string
  namespace?: string | undefined
}

function isNamed({ name, namespace }: Stream, reference: Stream): boolean {
  return name === reference.name && (!reference.namespace || reference.namespace === namespace)
}

/** An image that may be there though no tag holds it, such as a platform of another one, and the stream that was named with it. */
function wholeDigest(query: SearchQuery, rows: readonly ImageStreamRow[]): WholeDigest | undefined {
  const { digest: typed, reference } = query
  const digest = digestOf(query)
  if (digest?.length !== 64) return undefined
  if (typed) return { digest: `sha256:${digest}` }
  const holder = isByDigest(query) && reference && rows.find(({ metadata }) => isNamed(metadata, reference))
  return holder ? { digest: `sha256:${digest}`, stream: streamName(holder.metadata) } : undefined
}

interface WholeDigest {
  digest: string
  stream?: string
}

const streamName = ({ namespace = '', name }: Stream) => `${namespace}/${name}`

function streamPick({ metadata }: ImageStreamRow, { reference }: SearchQuery, go: (path: string) => void): Pick {
  const { name, namespace = '' } = metadata
  const tag = reference?.tag
  return {
    key: `${namespace}/${name}`,
    label: tag ? `${name}:${tag}` : name,
    description: namespace,
    onPick: () => go(tag ? paths.imageStreamTag(namespace, name, tag) : paths.imageStream(namespace, name)),
  }
}

/** The images found; and one that no tag holds, when its whole digest was typed. */
function imagePicks(hits: readonly DigestHit[], whole: WholeDigest | undefined, go: (path: string) => void): Pick[] {
  const byDigest = new Map<string, DigestHit[]>()
  for (const hit of hits) byDigest.set(hit.digest, [...(byDigest.get(hit.digest) ?? []), hit])
  if (whole && !byDigest.has(whole.digest)) byDigest.set(whole.digest, [])
  return [...byDigest].map(([digest, holding]) => {
    const [first] = holding
    const stream = first ? streamName(first) : whole?.stream
    return {
      key: digest,
      label: shortDigest(digest),
      description: holding.length > 0 ? t('image of {{count}} tags', { count: holding.length }) : t('image'),
      onPick: () => go(paths.image(digest, undefined, { stream })),
    }
  })
}

function hitPick({ namespace, name, tag, digest, current }: DigestHit, go: (path: string) => void): Pick {
  return {
    key: `${namespace}/${name}:${tag}@${digest}`,
    label: `${name}:${tag}`,
    description: current
      ? t('{{namespace}} · {{digest}}', { namespace, digest: shortDigest(digest) })
      : t('{{namespace}} · {{digest}} · in its history', { namespace, digest: shortDigest(digest) }),
    onPick: () => go(paths.imageStreamTag(namespace, name, tag, current ? undefined : 'history')),
  }
}

interface Progress {
  typed: boolean
  found: boolean
  searching: boolean
  more: boolean
  error: string | undefined
}

function noteOf({ typed, found, searching, more, error }: Progress): string {
  if (!typed) return t('For example: web, demo/web:v1, a whole pull spec, or the first 6 digits of a digest.')
  if (error) return error
  if (more) return t('There are more: type more digits.')
  if (searching) return t('Searching…')
  return found ? '' : t('Nothing found')
}
