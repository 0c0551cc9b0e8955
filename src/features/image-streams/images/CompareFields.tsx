import ExchangeIcon from '@patternfly/react-icons/dist/esm/icons/exchange-alt-icon'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { t } from '../../../lib/t.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { compareNewest, ImageStream, tagsOf } from '../../../k8s/resources/imageStream.ts'
import { streamRow } from '../../../k8s/resources/imageStreamRow.ts'
import { useNamespacedList } from '../../../k8s/useNamespacedList.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/fields.tsx'

interface CompareFieldsProps {
  a: string
  b: string
  /** Both, as they are to be compared. */
  onCompare(a: string, b: string): void
}

/** The two images to compare. What is typed counts once it is sent, or chosen from what is offered. */
export function CompareFields({ a, b, onCompare }: CompareFieldsProps) {
  const [typed, setTyped] = useState({ a, b })
  return (
    <form
      className="rc-compare__fields"
      aria-label={t('Images to compare')}
      onSubmit={(event) => {
        event.preventDefault()
        onCompare(typed.a.trim(), typed.b.trim())
      }}
    >
      <NameField
        name="a"
        label={t('First image')}
        value={typed.a}
        onChange={(value) => setTyped({ ...typed, a: value })}
      />
      <Button
        variant="plain"
        aria-label={t('Swap')}
        title={t('Swap')}
        icon={<ExchangeIcon />}
        onClick={() => {
          setTyped({ a: typed.b, b: typed.a })
          onCompare(typed.b.trim(), typed.a.trim())
        }}
      />
      <NameField
        name="b"
        label={t('Second image')}
        value={typed.b}
        onChange={(value) => setTyped({ ...typed, b: value })}
      />
      <Button type="submit" variant="primary">
        {t('Compare')}
      </Button>
    </form>
  )
}

interface NameFieldProps {
  name: string
  label: string
  value: string
  onChange(value: string): void
}

function NameField({ name, label, value, onChange }: NameFieldProps) {
  const offered = useOffered(value)
  return (
    <div className="rc-compare__field">
      <TextField
        name={name}
        label={label}
        value={value}
        onChange={onChange}
        placeholder={t('project/stream:tag')}
        suggestions={offered}
      />
    </div>
  )
}

const mostOffered = 100

/** What a text may become: streams that hold it, with their newest tags; all tags once a stream is named. */
function useOffered(typed: string): string[] {
  const text = useDeferredValue(typed.trim())
  const { items } = useNamespacedList(ImageStream, undefined, streamRow)
  const path = /^([^/\s]+)\/([^/:@\s]+)[:@]/.exec(text)
  const [, namespace = '', name = ''] = path ?? []
  const known = items.some(({ metadata }) => metadata.name === name && metadata.namespace === namespace)
  const { data: stream } = useQuery({ ...objectOf(ImageStream, { namespace, name }), enabled: known })
  if (known) {
    const tags = stream ? tagsOf(stream).toSorted(compareNewest) : []
    return tags.slice(0, mostOffered).map((tag) => `${namespace}/${name}:${tag.name}`)
  }
  const found: string[] = []
  for (const { metadata, firstTags } of items) {
    const start = `${metadata.namespace ?? ''}/${metadata.name}`
    if (!start.includes(text)) continue
    for (const tag of firstTags) found.push(`${start}:${tag}`)
    if (found.length >= mostOffered) break
  }
  return found
}
