import { CodeBlock, CodeBlockAction, CodeBlockCode } from '@patternfly/react-core/dist/esm/components/CodeBlock'
import { useMemo, useState } from 'react'
import { stringify } from 'yaml'
import type { K8sObject } from '../k8s/types.ts'
import { t } from '../lib/t.ts'
import { Button } from './Button.tsx'
import { CopyButton } from './CopyButton.tsx'
import { download } from './download.ts'

/** The YAML of an object and what can be done with it. */
export function YamlText({ object }: { object: K8sObject }) {
  const [managed, setManaged] = useState(false)
  const { managedFields, name } = object.metadata
  const text = useMemo(
    () =>
      stringify(managed ? object : { ...object, metadata: { ...object.metadata, managedFields: undefined } }, {
        lineWidth: 0,
        aliasDuplicateObjects: false,
      }),
    [object, managed],
  )
  return (
    <CodeBlock
      actions={
        <>
          {managedFields !== undefined && (
            <CodeBlockAction>
              <Button variant="link" aria-pressed={managed} onClick={() => setManaged(!managed)}>
                {managed ? t('Hide managed fields') : t('Show managed fields')}
              </Button>
            </CodeBlockAction>
          )}
          <CodeBlockAction>
            <Button variant="link" onClick={() => download(`${name}.yaml`, 'application/yaml', text)}>
              {t('Download')}
            </Button>
          </CodeBlockAction>
          <CodeBlockAction>
            <CopyButton what={t('YAML')} text={text} labelled />
          </CodeBlockAction>
        </>
      }
    >
      <CodeBlockCode>{text}</CodeBlockCode>
    </CodeBlock>
  )
}
