import { Link } from 'react-router'
import { useCan } from '../../k8s/access.ts'
import { ImageStream } from '../../k8s/resources/imageStream.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { StatusLabel } from '../StatusLabel.tsx'

interface MayIProps {
  verb: 'pull' | 'push'
  namespace: string
  name: string
}

/** Says before the attempt that the person may not. The registry asks the cluster the same. */
export function MayI(props: MayIProps) {
  return props.namespace === '' || props.name === '' ? null : <Answer {...props} />
}

function Answer({ verb, namespace, name }: MayIProps) {
  const { allowed } = useCan(verb === 'pull' ? 'get' : 'update', ImageStream, {
    namespace,
    name,
    subresource: 'layers',
  })
  if (allowed !== false) return null
  const repository = `${namespace}/${name}`
  return (
    <p>
      <StatusLabel status="warning">
        {verb === 'pull'
          ? t('You may not pull from {{repository}}', { repository })
          : t('You may not push to {{repository}}', { repository })}
      </StatusLabel>{' '}
      <Link to={paths.access('check', { project: namespace, stream: name, verb })}>
        {t('Why, and who can change it')}
      </Link>
    </p>
  )
}
