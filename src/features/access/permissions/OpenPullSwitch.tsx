import { ToggleGroup, ToggleGroupItem } from '@patternfly/react-core/dist/esm/components/ToggleGroup'
import { useMemo } from 'react'
import { Link } from 'react-router'
import type { AccessGrant, AccessSources } from '../../../k8s/resources/registryRights.ts'
import { paths } from '../../../lib/paths.ts'
import { listed, sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonCell } from '../../../ui/Skeleton.tsx'
import { keepFocus } from '../../../ui/titleFocus.ts'
import { isOpenPullUnknown, openProjects, openPullOf, type OpenPull, type OpenPullState } from './openPull.ts'
import { openPullMeaning, openPullUnknown, openPullWord } from './openPullWords.ts'
import { openOpenPull } from './permissionDialogs.tsx'

const choices: readonly OpenPull[] = ['roles', 'authenticated', 'anonymous']

interface OpenPullSwitchProps {
  namespace: string
  grants: readonly AccessGrant[]
  unread: AccessSources['unread']
  pending: boolean
}

/** Who may pull from a project without a role of their own. Another choice is asked about first. */
export function OpenPullSwitch({ namespace, grants, unread, pending }: OpenPullSwitchProps) {
  const state = useMemo(() => openPullOf(grants, namespace), [grants, namespace])
  const isUnknown = isOpenPullUnknown(state, unread)
  const title = t('Who may pull without a role')
  return (
    <Panel title={title}>
      <div className="rc-permissions__open">
        <ToggleGroup aria-label={title}>
          {choices.map((choice) => (
            <ToggleGroupItem
              key={choice}
              text={openPullWord(choice)}
              isSelected={!pending && !isUnknown && state.choice === choice}
              isDisabled={pending}
              onChange={() => {
                if (isUnknown || state.choice !== choice || (choice === 'anonymous' && state.isOdd))
                  openOpenPull(namespace, choice)
              }}
            />
          ))}
        </ToggleGroup>
        {!pending && isUnknown && <p>{openPullUnknown()}</p>}
        {!pending && !isUnknown && <Meaning namespace={namespace} state={state} />}
      </div>
    </Panel>
  )
}

function Meaning({ namespace, state }: { namespace: string; state: OpenPullState }) {
  const bindings = [...new Set(state.grants.map(({ grant }) => grant.binding.metadata.name))]
  return (
    <p>
      {openPullMeaning(state.choice, namespace)}{' '}
      {bindings.length > 0 && (
        <span className="rc-subtle">
          {t('Granted by {{names}}.', { names: listed(bindings) })}
          {sentenceGap()}
        </span>
      )}
      {state.isOdd &&
        t(
          'People who are logged in are refused without a role: they are not in that group. Choose it again to let them pull, too.',
        )}
    </p>
  )
}

const mostShown = 8

/** The projects whose images everybody may pull. */
export function OpenProjects({ grants, pending }: { grants: readonly AccessGrant[]; pending: boolean }) {
  const found = useMemo(() => openProjects(grants), [grants])
  return (
    <Panel title={t('Projects that are open for pulls')}>
      {pending && <SkeletonCell width="50" />}
      {!pending && found.length === 0 && <p>{t('None that you can see: only those with a role may pull.')}</p>}
      <ul className="rc-permissions__counts">
        {found.slice(0, mostShown).map(({ namespace, choice }) => (
          <li key={namespace}>
            <Link to={paths.access('permissions', { project: namespace })} state={keepFocus}>
              {namespace}
            </Link>{' '}
            <span className="rc-subtle">{openPullWord(choice)}</span>
          </li>
        ))}
        {found.length > mostShown && (
          <li>
            <Link to={paths.access('permissions', { text: 'system:authenticated' })} state={keepFocus}>
              {t('and {{count}} more', { count: found.length - mostShown })}
            </Link>
          </li>
        )}
      </ul>
    </Panel>
  )
}
