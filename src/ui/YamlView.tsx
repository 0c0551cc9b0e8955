import { lazy, Suspense } from 'react'
import type { K8sObject } from '../k8s/types.ts'
import { SkeletonLines } from './Skeleton.tsx'

// The YAML library is larger than the rest of a page: it comes when YAML is shown.
const YamlText = lazy(async () => ({ default: (await import('./YamlText.tsx')).YamlText }))

/** An object as YAML, read only, with copy and download. Managed fields are folded away. */
export function YamlView({ object }: { object: K8sObject }) {
  return (
    <Suspense fallback={<SkeletonLines lines={12} />}>
      <YamlText object={object} />
    </Suspense>
  )
}
