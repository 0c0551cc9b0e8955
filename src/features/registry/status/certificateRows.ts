import { parseCertificates, type Certificate, type CertificateChain } from '../../../lib/certificate.ts'
import { expiryState } from '../../../lib/expiryState.ts'

/** Who makes a new certificate in time. */
export type Renewal = 'you' | 'serviceCa' | 'cluster'

/** Where a certificate stands: one that a server shows with those that it was issued by, or ones that are trusted. */
export interface CertificateSource {
  key: string
  /** What it is for, in words. */
  name: string
  /** `Secret image-registry-tls` */
  object: string
  kind: 'shown' | 'trusted'
  renewal: Renewal
  pem: string
}

export interface CertificateRow extends Omit<CertificateSource, 'pem'> {
  chain: CertificateChain
  /** When it is of no more use, RFC 3339; undefined when nothing in it can be read. */
  notAfter: string | undefined
  first: Certificate | undefined
  expired: number
}

/** Certificates by when they end, the first one first; what cannot be read before all else, what is empty last. */
export function certificateRows(sources: readonly CertificateSource[], now: number): CertificateRow[] {
  const rows = sources.map(({ pem, ...source }): CertificateRow => {
    const chain = parseCertificates(pem)
    const ends = chain.certificates.map(({ notAfter }) => notAfter).toSorted()
    return {
      ...source,
      chain,
      first: chain.certificates[0],
      // A chain breaks with its first link; of those that are trusted, others stay.
      notAfter: source.kind === 'shown' ? ends[0] : ends.at(-1),
      expired: ends.filter((end) => expiryState(end, now) === 'expired').length,
    }
  })
  const end = ({ notAfter, chain }: CertificateRow) => notAfter ?? (chain.unreadable > 0 ? '' : 'never')
  return rows.toSorted((a, b) => end(a).localeCompare(end(b)))
}
