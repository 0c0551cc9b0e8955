import { t } from '../../lib/t.ts'
import type { Explanation } from './registryConditionsExplanation.ts'
import type { Condition } from './registryConfig.ts'

/** What the other parts of the operator say on the registry's Config, and the pruner's part of the ClusterOperator. */
export function explainController(condition: Condition): Explanation | undefined {
  const { type, status, reason } = condition
  const known = controllers[type]
  if (known) {
    if (status === 'False') return { tone: 'success', state: t('Not degraded'), meaning: known.does() }
    if (status !== 'True') return notKnown()
    return {
      tone: 'danger',
      state: t('Degraded'),
      meaning: known.ill(),
      next: known.next?.() ?? t('The message says what failed. The operator tries again by itself.'),
    }
  }
  if (type === 'NodeCADaemonAvailable') {
    if (status === 'True')
      return { tone: 'success', state: t('Available'), meaning: t('Nodes get the certificates of registries.') }
    if (status !== 'False') return notKnown()
    return {
      tone: 'warning',
      state: t('Not available'),
      meaning:
        reason === 'NotFound'
          ? t(
              'The daemon set node-ca does not exist: new nodes do not get the certificates of registries, and pulls from them fail there.',
            )
          : t(
              'No pod of the daemon set node-ca runs: changed certificates of registries do not reach the nodes, and pulls may fail.',
            ),
      next: t('Look at the pods of node-ca and their events.'),
    }
  }
  if (type === 'NodeCADaemonProgressing') {
    if (status === 'False')
      return { tone: 'success', state: t('Settled'), meaning: t('The daemon set node-ca is on all nodes.') }
    if (status !== 'True') return notKnown()
    return {
      tone: 'info',
      state: t('In progress'),
      meaning:
        reason === 'NotFound'
          ? t('The daemon set node-ca does not exist yet.')
          : reason === 'Unavailable'
            ? t('Not every node has a ready pod of node-ca yet: also a node that is down makes this so.')
            : t('The pods of node-ca are being replaced.'),
      next: t('If it stays so, look for a node that is not ready.'),
    }
  }
  if (type === 'ImagePrunerAvailable')
    return status === 'True'
      ? { tone: 'success', state: t('Available'), meaning: t('The CronJob of the pruner exists.') }
      : {
          tone: 'danger',
          state: t('Not available'),
          meaning: t('The CronJob of the pruner does not exist: nothing is pruned.'),
          next: t('See Pruning.'),
        }
  if (type === 'ImagePrunerDegraded')
    return status === 'False'
      ? { tone: 'success', state: t('Not degraded'), meaning: t('Pruning is well.') }
      : {
          tone: 'danger',
          state: t('Degraded'),
          meaning: t(
            'The settings of the pruner cannot be applied, or the newest finished job of the registry’s project failed. Pushes and pulls are not affected.',
          ),
          next: t('See Pruning.'),
        }
  return undefined
}

interface Controller {
  does: () => string
  ill: () => string
  next?: () => string
}

const controllers: Record<string, Controller> = {
  ImageConfigControllerDegraded: {
    does: () => t('The registry’s host names are written to the cluster’s image configuration.'),
    ill: () =>
      t(
        'The registry’s host names do not reach the cluster’s image configuration: pull specs of image streams may be old.',
      ),
  },
  ImageRegistryCertificatesControllerDegraded: {
    does: () => t('Certificates of registries are gathered for the nodes.'),
    ill: () =>
      t(
        'Certificates of registries cannot be gathered: nodes may not trust the registry or those of additionalTrustedCA.',
      ),
    next: () => t('Check that the ConfigMap of additionalTrustedCA exists in openshift-config.'),
  },
  NodeCADaemonControllerDegraded: {
    does: () => t('The daemon set node-ca is kept as it should be.'),
    ill: () => t('The operator cannot make or change the daemon set node-ca, which brings certificates to the nodes.'),
  },
  AzureStackCloudControllerDegraded: {
    does: () => t('The settings for Azure Stack Hub, where there are any, are in place.'),
    ill: () => t('The settings for Azure Stack Hub cannot be applied.'),
  },
  AzurePathFixControllerDegraded: {
    does: () => t('Images in Azure are at the paths where they should be.'),
    ill: () => t('Images in Azure that an older version put at other paths could not be moved: some may not be found.'),
  },
  AzurePathFixDegraded: {
    does: () => t('Images in Azure are at the paths where they should be.'),
    ill: () => t('Images in Azure that an older version put at other paths could not be moved: some may not be found.'),
  },
}

function notKnown(): Explanation {
  return {
    tone: 'warning',
    state: t('Not known'),
    meaning: t('The operator could not find out.'),
    next: t('Look at the log of the operator.'),
  }
}
