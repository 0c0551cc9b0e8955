import type { ReactNode } from 'react'
import type { ApiError } from '../../../k8s/ApiError.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { grantCommand, grantingRole, missingRight } from '../../../ui/forbidden.ts'
import { sentence } from '../../../ui/Forbidden.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'

/** A part of the page that cannot be shown: the right that is missing and the role that grants it, or the server's words. */
export function MissingRightNote({ title, error, children }: { title: string; error: ApiError; children?: ReactNode }) {
  const right = error.code === 403 ? missingRight(error) : undefined
  return (
    <Alert inline status="warning" title={title}>
      {children && <p>{children}</p>}
      {right && (
        <p>
          {sentence(right)}
          {sentenceGap()}
          {t('An administrator can grant it:')} <CommandLine command={grantCommand(right, grantingRole(right))} />
        </p>
      )}
      <ServerMessage message={error.message} />
    </Alert>
  )
}
