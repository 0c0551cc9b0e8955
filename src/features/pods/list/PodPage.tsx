import { useParams } from 'react-router'
import { Page } from '../../../ui/Page.tsx'

export function PodPage() {
  const { name = '' } = useParams()
  return <Page title={name} />
}
