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
    <div className="pf-v6-c-code-block">
      <div className="pf-v6-c-code-block__header">
        <div className="pf-v6-c-code-block__actions rc-yaml__actions">
          {managedFields !== undefined && (
            <Button variant="link" aria-pressed={managed} onClick={() => setManaged(!managed)}>
              {managed ? t('Hide managed fields') : t('Show managed fields')}
            </Button>
          )}
          <Button variant="link" onClick={() => download(`${name}.yaml`, 'application/yaml', text)}>
            {t('Download')}
          </Button>
          <CopyButton what={t('YAML')} text={text} labelled />
        </div>
      </div>
      <div className="pf-v6-c-code-block__content">
        <pre className="pf-v6-c-code-block__pre rc-yaml">
          <code className="pf-v6-c-code-block__code">{text}</code>
        </pre>
      </div>
    </div>
  )
}
