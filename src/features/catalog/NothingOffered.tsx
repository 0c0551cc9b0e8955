import { useQuery } from '@tanstack/react-query'
import { objectOf } from '../../k8s/queries.ts'
import { SamplesConfig, samplesConfigName } from '../../k8s/resources/samplesConfig.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { CommandLine } from '../../ui/CommandLine.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { OutButton } from './embedded.tsx'

interface NothingOfferedProps {
  project: string | undefined
  /** There are images, but none that builds applications. */
  onlyImages?: boolean
}

/** Why the catalog is empty, and how something comes into it. */
export function NothingOffered({ project, onlyImages = false }: NothingOfferedProps) {
  // Who may not read it is told the rest.
  const { data: samples } = useQuery({ ...objectOf(SamplesConfig, { name: samplesConfigName }), retry: false })
  const inProject = project ? ` -n ${project}` : ''
  return (
    <EmptyState
      title={onlyImages ? t('No builder images') : t('Nothing in the catalog yet')}
      actions={<OutButton to={paths.importImage({ project })}>{t('Import an image')}</OutButton>}
    >
      {samples?.spec?.managementState === 'Removed' && (
        <p>{t('The samples operator is removed, so that the cluster brings no builder images of its own.')}</p>
      )}
      {samples?.spec?.managementState === 'Unmanaged' && (
        <p>{t('The samples operator is unmanaged: it brings no builder images into the cluster.')}</p>
      )}
      {!onlyImages && <p>{t('Every image stream with a tag is shown here, unless its tags are marked as hidden.')}</p>}
      <p>{t('A push creates one. To import one from another registry:')}</p>
      <p>
        <CommandLine command={`oc import-image NAME --from=quay.io/ORG/IMAGE --confirm${inProject}`} />
      </p>
      <p>{t('An image that builds applications from source has the tag annotation builder:')}</p>
      <p>
        <CommandLine command={`oc annotate istag/NAME:latest tags=builder${inProject}`} />
      </p>
    </EmptyState>
  )
}
