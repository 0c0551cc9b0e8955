import UnpluggedIcon from '@patternfly/react-icons/dist/esm/icons/unplugged-icon'
import type { ReactNode } from 'react'
import { isKindMissing } from '../k8s/ApiError.ts'
import { RegistryConfig } from '../k8s/resources/registryConfig.ts'
import { useLacksOperator } from '../k8s/useLacksOperator.ts'
import { t } from '../lib/t.ts'
import { EmptyState } from './EmptyState.tsx'
import { Missing } from './Missing.tsx'
import { SkeletonLines } from './Skeleton.tsx'

interface NoOperatorProps {
  /** Why an object of the registry's operator is not there. */
  error: unknown
  /** What it means that the cluster has no such operator. */
  children: ReactNode
  /** What is said where it has one, or that is not known. */
  otherwise: ReactNode
  /** In a card among others: in words alone, which the page's verdict has headed. */
  compact?: boolean
}

/** In place of what belongs to the registry's operator: that the cluster has none, or what else is to be said. */
export function NoOperator({ error, children, otherwise, compact = false }: NoOperatorProps) {
  const lacks = useLacksOperator(error)
  if (lacks === undefined) return <SkeletonLines lines={3} />
  if (!lacks) return otherwise
  if (compact) return children
  if (isKindMissing(error)) return <Missing what={RegistryConfig.group}>{children}</Missing>
  return (
    <EmptyState title={t('This cluster has no registry operator')} icon={UnpluggedIcon}>
      {children}
      <p>{leftOut()}</p>
    </EmptyState>
  )
}

/** How one knows, and how it came. */
const leftOut = () =>
  t('It has neither settings nor a ClusterOperator: the capability ImageRegistry was left out at installation.')
