import { t } from '../../../lib/t.ts'
import type { ImageTrigger } from '../../../k8s/resources/imageTrigger.ts'

/** What a trigger watches: `namespace/stream:tag`, or `stream:tag` in its own project. */
export function watchedText({ namespace, stream, tag }: ImageTrigger, own: string): string {
  const name = tag ? `${stream}:${tag}` : stream
  return namespace === own || !namespace ? name : `${namespace}/${name}`
}

/** Whether a trigger acts, in a word. */
export function triggerStateText({ paused, fault }: ImageTrigger): string {
  if (fault) return t('never fires')
  return paused ? t('paused') : t('active')
}

/** Why a trigger never acts. */
export function faultText({ fault, style, fieldPath, containers }: ImageTrigger): string | undefined {
  switch (fault) {
    case undefined:
      return undefined
    case 'notJson':
      return t(
        'This trigger never fires because its annotation is not a JSON list. The controller says so only in its own log.',
      )
    case 'duplicate':
      return t(
        'This trigger never fires because two triggers write the same field: then none of the workload’s triggers works.',
      )
    case 'unknownContainer':
      return style === 'deploymentConfig' && containers.length === 0
        ? t('This trigger never fires because it names no container.')
        : t(
            'This trigger never fires because there is no container {{container}}: then none of the workload’s triggers works.',
            {
              container: containers.join(', ') || (fieldPath ?? ''),
            },
          )
    case 'otherBroken':
      return t('This trigger never fires because another one of the workload names a container that is not there.')
    case 'fieldPath':
      return t('This trigger never fires because its fieldPath is not that of a container’s image: {{path}}', {
        path: fieldPath || t('none'),
      })
    case 'apiVersion':
      return t('This trigger never fires because its source has an apiVersion: only sources without one are looked at.')
    case 'kind':
      return t('This trigger never fires because its source is not an ImageStreamTag.')
    case 'name':
      return t('This trigger never fires because the name of its source has not the form stream:tag.')
  }
}

/** What a trigger does, or why it does not. */
export function triggerSentence(trigger: ImageTrigger, own: string): string {
  const fault = faultText(trigger)
  if (fault) return fault
  const watched = watchedText(trigger, own)
  const builds = trigger.style === 'buildConfig'
  if (trigger.paused) {
    return builds
      ? t('Paused: when {{watched}} moves, no build starts.', { watched })
      : t('Paused: when {{watched}} moves, the container keeps the image it has.', { watched })
  }
  return builds
    ? t('When {{watched}} moves, a build starts.', { watched })
    : t('When {{watched}} moves, its image is written into the container and the workload rolls out.', { watched })
}
