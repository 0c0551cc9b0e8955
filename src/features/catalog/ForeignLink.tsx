import ExternalLinkAltIcon from '@patternfly/react-icons/dist/esm/icons/external-link-alt-icon'
import { t } from '../../lib/t.ts'

/** An address that somebody wrote into an annotation: a link where it leads to a web page, text where it might do anything else. */
export function ForeignLink({ address }: { address: string }) {
  const target = webAddress(address)
  if (!target) return <span className="rc-break">{address}</span>
  return (
    <a className="rc-break" href={target} target="_blank" rel="noopener noreferrer">
      {address} <ExternalLinkAltIcon />
      <span className="pf-v6-screen-reader"> {t('(opens in a new tab)')}</span>
    </a>
  )
}

/** The address of a web page as browsers understand it; undefined for what is none, or has credentials in it. */
export function webAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, username, password, href } = new URL(address)
  return (protocol === 'https:' || protocol === 'http:') && !username && !password ? href : undefined
}
