import { t } from '../../../lib/t.ts'
import type { OpenPull } from './openPull.ts'

/** A choice, as the switch says it. */
export function openPullWord(choice: OpenPull): string {
  switch (choice) {
    case 'roles':
      return t('Only those with a role')
    case 'authenticated':
      return t('Everybody who is logged in')
    case 'anonymous':
      return t('Everybody, without logging in')
  }
}

/** What a choice means for a project. */
export function openPullMeaning(choice: OpenPull, namespace: string): string {
  switch (choice) {
    case 'roles':
      return t('Only those with a role below can pull images of {{namespace}}.', { namespace })
    case 'authenticated':
      return t('All users and the pods of all projects can pull images of {{namespace}}.', { namespace })
    case 'anonymous':
      return t('Anybody who reaches the registry can pull images of {{namespace}}, without credentials.', { namespace })
  }
}

/** What is said where the choice cannot be told. */
export function openPullUnknown(): string {
  return t('You cannot see whether everybody may pull.')
}
