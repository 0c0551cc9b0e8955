import type { AccessGrant } from '../../k8s/resources/registryRights.ts'
import { t } from '../../lib/t.ts'

/** Where a right comes from, in a line: "edit, by the RoleBinding edit of this project". */
export function grantText({ role, binding }: Pick<AccessGrant, 'role' | 'binding'>): string {
  const { name, namespace } = binding.metadata
  return namespace === undefined
    ? t('{{role}} in the whole cluster, by the ClusterRoleBinding {{name}}', { role: role.name, name })
    : t('{{role}} in {{namespace}}, by the RoleBinding {{name}}', { role: role.name, namespace, name })
}

/** The bindings that give a right, one a line. */
export function GrantLines({ grants }: { grants: readonly AccessGrant[] }) {
  return (
    <ul className="rc-grants">
      {grants.map((grant, at) => (
        <li key={`${grant.binding.metadata.name} ${String(at)}`}>
          <bdi>{grantText(grant)}</bdi>
          {grant.isAssumed && (
            <span className="rc-subtle"> {t('(you cannot read the role: its default rules are assumed)')}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
