import { isGrantedTo, ownGroups, registryRights } from '../../../k8s/resources/registryRights.ts'
import type { AccessGrant, KnownUser, RegistryRight } from '../../../k8s/resources/registryRights.ts'
import { autoUpdateAnnotation } from '../../../k8s/resources/roleProjections.ts'
import { isSameSubject, subjectName, type Grant } from '../../../k8s/resources/roleBinding.ts'
import { isMadeAgain, type Revocation } from '../../../k8s/resources/roleRevocation.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { rightVerb } from '../../../ui/audit/rightWords.ts'
import { kindOf } from './permissionRow.ts'

/** What comes of taking a role away. */
export interface RevocationNotes {
  alerts: { status: 'danger' | 'warning'; title: string; text: string }[]
  notes: string[]
}

interface Asked {
  grant: Grant
  /** What is taken out of which bindings. */
  revocations: readonly Revocation[]
  /** Everybody's roles where the grant counts, with those of the whole cluster. */
  grants: readonly AccessGrant[]
  me: KnownUser | undefined
}

/** What comes of taking a role away: for the project, for oneself, for those who lose it, and for the bindings. */
export function revocationNotes(asked: Asked): RevocationNotes {
  const { grant, revocations, grants } = asked
  const names = new Set(revocations.map(({ binding }) => binding.metadata.name))
  const isTaken = ({ binding, subject }: AccessGrant) =>
    names.has(binding.metadata.name) &&
    binding.metadata.namespace === grant.namespace &&
    isSameSubject(subject, grant.subject)
  const taken = grants.filter(isTaken)
  const others = grants.filter((each) => !isTaken(each))
  const lost = registryRights.filter((right) => taken.some((each) => allows(each, right)))
  return {
    alerts: [...administratorAlerts(asked, lost, others), ...ownAlerts(asked, taken, lost, others)],
    notes: [...loserNotes(grant, lost, others), ...revocations.flatMap(bindingNotes)],
  }
}

function allows({ rights }: AccessGrant, right: RegistryRight): boolean {
  return typeof rights !== 'string' && rights[right] !== undefined
}

const verbs = (rights: readonly RegistryRight[]) => listed(rights.map(rightVerb))

function administratorAlerts(
  { grant: { namespace } }: Asked,
  lost: readonly RegistryRight[],
  others: readonly AccessGrant[],
): RevocationNotes['alerts'] {
  if (namespace === undefined || !lost.includes('administer')) return []
  const isLeft = others.some((each) => each.binding.metadata.namespace === namespace && allows(each, 'administer'))
  if (isLeft) return []
  return [
    {
      status: 'danger',
      title: t('Nobody is left who grants roles in {{namespace}}', { namespace }),
      text: t(
        'It is the last administrator of the project. Afterwards only administrators of the whole cluster can grant roles there.',
      ),
    },
  ]
}

function ownAlerts(
  { grant: { subject }, me }: Asked,
  taken: readonly AccessGrant[],
  lost: readonly RegistryRight[],
  others: readonly AccessGrant[],
): RevocationNotes['alerts'] {
  if (!me || !taken.some((each) => isGrantedTo(each, me))) return []
  const mine = others.filter((each) => isGrantedTo(each, me))
  const gone = lost.filter((right) => !mine.some((each) => allows(each, right)))
  if (gone.length === 0) return []
  const back = gone.includes('administer') ? t('You cannot give it back to yourself.') : ''
  return [
    {
      status: 'warning',
      title: subject.kind === 'Group' ? t('You are in this group yourself') : t('This is your own access'),
      text: [t('You may no longer {{verbs}}.', { verbs: verbs(gone) }), back].filter(Boolean).join(' '),
    },
  ]
}

/** What those who lose the role can still do, and what fails then. */
function loserNotes(
  { subject, namespace }: Grant,
  lost: readonly RegistryRight[],
  others: readonly AccessGrant[],
): string[] {
  const who = subjectName(subject)
  const home = { metadata: { name: '', ...(namespace !== undefined && { namespace }) }, roleRef: noRole }
  const { kind, home: project } = kindOf(subject, home)
  const loser: KnownUser = { name: who, groups: kind === 'serviceAccount' ? ownGroups(who) : [] }
  const isTheirs = (each: AccessGrant) =>
    subject.kind === 'Group'
      ? each.subject.kind === 'Group' && each.subject.name === subject.name
      : isGrantedTo(each, loser)
  const kept = lost.filter((right) => others.some((each) => isTheirs(each) && allows(each, right)))
  const gone = lost.filter((right) => !kept.includes(right))
  const notes: string[] = []
  if (lost.length === 0) notes.push(t('It allows nothing in the registry: nothing is lost there.'))
  if (kept.length > 0) notes.push(t('By other roles {{who}} may still {{verbs}}.', { who, verbs: verbs(kept) }))
  if (gone.length > 0) {
    notes.push(
      subject.kind === 'Group'
        ? t('Everybody in the group may no longer {{verbs}}, unless by a role of their own.', { verbs: verbs(gone) })
        : t('{{who}} may no longer {{verbs}}, unless as a member of a group.', { who, verbs: verbs(gone) }),
    )
  }
  if (gone.includes('pull') && (kind === 'serviceAccount' || kind === 'serviceAccounts')) {
    notes.push(
      kind === 'serviceAccount'
        ? t('Pods that run as it can no longer pull these images: running ones keep running until they restart.')
        : t('Pods of {{project}} can no longer pull these images: running ones keep running until they restart.', {
            project,
          }),
    )
  }
  if (gone.includes('push') && kind === 'serviceAccount') notes.push(t('Builds and pipelines that push as it fail.'))
  if (namespace === undefined) notes.push(t('It is lost in every project.'))
  return notes
}

const noRole = { apiGroup: '', kind: '', name: '' }

function bindingNotes({ binding, rest, isDeleted }: Revocation): string[] {
  const { name, annotations } = binding.metadata
  const notes = [
    isDeleted
      ? t('The binding {{name}} is deleted: nobody else is in it.', { name })
      : rest.length > 0
        ? t('{{count}} others stay in the binding {{name}}.', { count: rest.length, name })
        : t('The binding {{name}} stays without anybody.', { name }),
  ]
  if (isMadeAgain(binding)) {
    notes.push(
      t(
        'OpenShift makes {{name}} in every project, and again when it is deleted. What builds and pods of the project do by it stops.',
        {
          name,
        },
      ),
    )
  }
  if (annotations?.[autoUpdateAnnotation] === 'true') {
    notes.push(
      t('{{name}} came with the cluster, which repairs it when its control plane starts: what you remove comes back.', {
        name,
      }),
    )
  }
  return notes
}
