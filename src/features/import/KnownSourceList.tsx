import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core/dist/esm/components/DescriptionList'
import { t } from '../../lib/t.ts'
import { knownSources } from './knownSources.ts'

/** The registries that most images come from: what each needs, and how its pull specs are written. */
export function KnownSourceList() {
  return (
    <DescriptionList isCompact orientation={{ md: 'horizontal' }} aria-label={t('Known sources')}>
      {knownSources().map(({ host, title, example, needs }) => (
        <DescriptionListGroup key={host}>
          <DescriptionListTerm>{title}</DescriptionListTerm>
          <DescriptionListDescription>
            <code className="rc-break">{example}</code>
            <br />
            {needs}
          </DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  )
}
