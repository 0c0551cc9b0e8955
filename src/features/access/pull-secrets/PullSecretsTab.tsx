/** The credentials of registries that projects have. */
export function PullSecretsTab() {
  return null
}
