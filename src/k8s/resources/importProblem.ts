import { t } from '../../lib/t.ts'
import { ApiError } from '../ApiError.ts'
import { importFailureCause, type ImportFailureCause } from './imageImportFailure.ts'

/** What the console can do about a failed import. */
export type ImportRemedy = 'insecure' | 'pullSecret' | 'source' | 'retry'

/** A failed import in plain words. */
export interface ImportProblem {
  cause: ImportFailureCause
  title: string
  /** What to do now. */
  advice: string
  remedies: readonly ImportRemedy[]
  /** The server's words. */
  message: string
  reason: string
}

interface Failure {
  reason?: string
  message?: string
}

/**
 * Why an import failed and what to do now: of one image, from its status or a tag's condition, or of a request that was
 * refused as a whole.
 */
export function importProblem(failure: Failure | ApiError): ImportProblem {
  const { reason = '', message = '' } = failure
  const cause = importFailureCause({ message, ...(!isWhole(failure) && { reason }) })
  const { advice, remedies } = next(cause)
  return { cause, title: importFailureText(cause), advice, remedies, message, reason }
}

// The reason of a refused request says what became of the request, not of an image: "Invalid" for a registry that is not allowed.
const isWhole = (failure: Failure | ApiError) => failure instanceof ApiError

/** Why an import failed, in one sentence. */
export function importFailureText(cause: ImportFailureCause): string {
  switch (cause) {
    case 'credentials':
      return t('The source registry refused the credentials, or there are none')
    case 'wrongCredentials':
      return t('The source registry does not accept the user name or the password')
    case 'notFound':
      return t('The source registry has no such image')
    case 'blocked':
      return t('The cluster blocks this registry')
    case 'notAllowed':
      return t('The cluster does not allow imports from this registry')
    case 'plainHttp':
      return t('The source registry speaks plain HTTP only')
    case 'notRegistry':
      return t('The source is not a registry')
    case 'unknownHost':
      return t('The host name of the source registry is not known')
    case 'certificate':
      return t('The certificate of the source registry is not trusted')
    case 'noConnection':
      return t('The source registry cannot be reached')
    case 'timeout':
      return t('The source registry did not answer in time')
    case 'rateLimit':
      return t('The source registry refuses more pulls for now')
    case 'quota':
      return t('A quota or limit of the project refuses this')
    case 'badName':
      return t('The source is not a valid pull spec')
    default:
      return t('The import failed')
  }
}

function next(cause: ImportFailureCause): Pick<ImportProblem, 'advice' | 'remedies'> {
  switch (cause) {
    case 'credentials':
      return {
        advice: t(
          'Create a pull secret for this registry in the project, or check the one that is there. Registries answer the same when the image does not exist: check the pull spec too.',
        ),
        remedies: ['pullSecret', 'source'],
      }
    case 'wrongCredentials':
      return {
        advice: t('Create a pull secret with the right user name and password, and delete the one that is wrong.'),
        remedies: ['pullSecret'],
      }
    case 'notFound':
      return {
        advice: t('Check the path and the tag, or look at the tags that the repository has.'),
        remedies: ['source'],
      }
    case 'blocked':
      return {
        advice: t(
          'An administrator listed it under blockedRegistries in the cluster’s image configuration. Take the image from another registry, or ask for the entry to be removed.',
        ),
        remedies: ['source'],
      }
    case 'notAllowed':
      return {
        advice: t(
          'An administrator decides under allowedRegistriesForImport in the cluster’s image configuration where images may come from. Take the image from one of those, or ask for this one to be added.',
        ),
        remedies: ['source'],
      }
    case 'plainHttp':
      return {
        advice: t(
          'Turn on Insecure to import over plain HTTP. Nobody can then be sure that the image is the one that was sent.',
        ),
        remedies: ['insecure'],
      }
    case 'certificate':
      return {
        advice: t(
          'An administrator can add the certificate authority to the cluster (additionalTrustedCA). Or turn on Insecure to import without checking the certificate.',
        ),
        remedies: ['insecure'],
      }
    case 'notRegistry':
      return { advice: t('Check the host name and the port: something else answers there.'), remedies: ['source'] }
    case 'unknownHost':
      return {
        advice: t('Check the spelling. The name has to be known inside the cluster, not only on your computer.'),
        remedies: ['source'],
      }
    case 'noConnection':
      return {
        advice: t(
          'Check the port, and that the cluster may reach the registry: a firewall or a proxy may stand between.',
        ),
        remedies: ['retry', 'source'],
      }
    case 'timeout':
      return {
        advice: t('Try again. If it stays so, a firewall or a proxy may stand between the cluster and the registry.'),
        remedies: ['retry'],
      }
    case 'rateLimit':
      return {
        advice: t('Wait a while, or create a pull secret: registries allow more to those who sign in.'),
        remedies: ['pullSecret', 'retry'],
      }
    case 'quota':
      return {
        advice: t('Import fewer tags, delete what is no longer needed, or ask an administrator for more.'),
        remedies: [],
      }
    case 'badName':
      return { advice: t('It looks like registry.example/path/image:tag.'), remedies: ['source'] }
    default:
      return { advice: t('The server’s words say more.'), remedies: ['retry'] }
  }
}
