import type { PullSecretProblem, RegistryAccount, RegistryProblem } from '../../k8s/resources/pullSecretContent.ts'
import { t } from '../../lib/t.ts'

/** What kind of account credentials are of. */
export function accountWord(account: RegistryAccount): string {
  switch (account) {
    case 'serviceAccount':
      return t('Service account of the registry')
    case 'robot':
      return t('Robot account')
    case 'token':
      return t('Token')
    case 'clusterAccount':
      return t('Service account of the cluster')
    case 'personal':
      return t('Personal account')
    case 'unknown':
      return t('Unknown account')
  }
}

/** What is wrong with a secret, in a few words. */
export function problemWord(problem: PullSecretProblem): string {
  switch (problem) {
    case 'noKey':
      return t('No auth file')
    case 'notBase64':
      return t('Not base64')
    case 'notJson':
      return t('Not JSON')
    case 'wrongFormat':
      return t('Format of the other type')
    case 'empty':
      return t('No registries')
    case 'helpersOnly':
      return t('Credential helpers only')
  }
}

/** What is wrong with a secret, what comes of it and what to do. */
export function problemSentence(problem: PullSecretProblem): string {
  switch (problem) {
    case 'noKey':
      return t('It lacks the key that its type needs, and cannot log in anywhere. Delete it and create it again.')
    case 'notBase64':
      return t('What it holds is not base64: pods that use it and all imports of the project fail. Create it again.')
    case 'notJson':
      return t('What it holds is not JSON: pods that use it and all imports of the project fail. Create it again.')
    case 'wrongFormat':
      return t('It holds an auth file of the other type: nothing in it is found. Create it again as {{type}}.', {
        type: 'kubernetes.io/dockerconfigjson',
      })
    case 'empty':
      return t('Its auth file names no registry: it cannot log in anywhere.')
    case 'helpersOnly':
      return t(
        'Its auth file names programs that keep the credentials on the computer it came from, and holds none. Create it from user name and password.',
      )
  }
}

/** What is wrong with the credentials for one registry, and what comes of it. */
export function registryProblemSentence(problem: RegistryProblem): string {
  switch (problem) {
    case 'auth':
      return t(
        'auth is not base64 of a user name, a colon and a password. Because of it pods cannot read any of this secret, and imports of the project fail.',
      )
    case 'noCredentials':
      return t('It has neither a user name nor a password.')
    case 'identityToken':
      return t('It has an identity token only, which pods and imports cannot use.')
    case 'scheme':
      return t('It is written with a scheme. Pods and imports do not mind, builds and podman may.')
    case 'capitals':
      return t('It is written with capitals: no pull spec matches it.')
    case 'spaces':
      return t('It has spaces: nobody reads it.')
    case 'notHost':
      return t('It is not a host name: no pull spec matches it.')
  }
}
