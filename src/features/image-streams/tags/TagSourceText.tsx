import { Fragment } from 'react'
import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import type { TagSource } from '../../../k8s/resources/imageStreamTag.ts'
import { sourceText } from './tagWords.ts'

interface TagSourceTextProps {
  namespace: string
  stream: string
  source: TagSource
  pushedOver: boolean
}

/** Where the image of a tag comes from, with a link to another tag where there is one. */
export function TagSourceText({ namespace, stream, source, pushedOver }: TagSourceTextProps) {
  const text = sourceText(source)
  if (pushedOver) {
    return (
      <>
        {t('pushed')}{' '}
        <span className="rc-subtle">
          <Breakable text={t('over its source: {{source}}', { source: text })} />
        </span>
      </>
    )
  }
  const to = linkOf(namespace, stream, source)
  return (
    <>
      {to ? <Link to={to}>{text}</Link> : <Breakable text={text} />}
      {source.kind === 'imported' && !source.spec && (
        <span className="rc-subtle"> {t('once, not asked for any more')}</span>
      )}
    </>
  )
}

function linkOf(namespace: string, stream: string, source: TagSource): string | undefined {
  if (source.kind === 'follows') return paths.imageStreamTag(namespace, stream, source.tag)
  if (source.kind === 'copied') return paths.imageStreamTag(source.namespace, source.stream, source.tag)
  if (source.kind === 'fixed') return paths.imageStream(source.namespace, source.stream)
  return undefined
}

/** A text that may go on in the next line after each slash. */
function Breakable({ text }: { text: string }) {
  return text.split(/(?<=\/)/).map((part, index) => (
    <Fragment key={`${String(index)} ${part}`}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
