import { t } from '../../../lib/t.ts'
import type { ImageSignature } from '../../../k8s/resources/image.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { DescriptionList, type Term } from '../../../ui/DescriptionList.tsx'

/** The signatures that are stored with an image. Whether they are good is for who pulls it to say. */
export function Signatures({ signatures }: { signatures: readonly ImageSignature[] }) {
  return (
    <>
      {signatures.map((signature, index) => {
        const name = signature.metadata?.name ?? ''
        const label = name.slice(name.indexOf('@') + 1) || t('Signature {{number}}', { number: index + 1 })
        return <DescriptionList key={name || index} label={label} terms={terms(signature, label)} />
      })}
    </>
  )
}

function terms(
  { type, imageIdentity, issuedBy, issuedTo, created, metadata, conditions }: ImageSignature,
  name: string,
) {
  const trusted = conditions?.find((condition) => condition.type === 'Trusted')
  const found: (Term | undefined)[] = [
    { name: t('Name'), value: <code className="rc-streams__long">{name}</code> },
    type ? { name: t('Type'), value: type } : undefined,
    imageIdentity
      ? { name: t('Signed as'), value: <code className="rc-streams__long">{imageIdentity}</code> }
      : undefined,
    issuedBy?.commonName || issuedBy?.organization
      ? { name: t('Issued by'), value: [issuedBy.commonName, issuedBy.organization].filter(Boolean).join(', ') }
      : undefined,
    issuedTo?.commonName || issuedTo?.publicKeyID
      ? { name: t('Issued to'), value: [issuedTo.commonName, issuedTo.publicKeyID].filter(Boolean).join(', ') }
      : undefined,
    {
      name: t('Created'),
      value: <Timestamp value={created ?? metadata?.creationTimestamp} absent={t('not recorded')} />,
    },
    {
      name: t('Verified'),
      value:
        trusted?.status === 'True'
          ? t('yes: somebody has verified it with oc adm verify-image-signature')
          : t('not by the cluster'),
    },
  ]
  return found.filter((term) => term !== undefined)
}
