import type { Call } from '../../../k8s/remote.ts'
import { PreviewEngine, type PreviewMethods } from './previewEngine.ts'

type Served = {
  [M in keyof PreviewMethods]: (
    argument: PreviewMethods[M]['argument'],
    call: Call,
  ) => PreviewMethods[M]['result'] | Promise<PreviewMethods[M]['result']>
}

/** The methods of a preview of its own. */
export function previewMethods(): Served {
  const engine = new PreviewEngine()
  return {
    read: (scope, call) => engine.read(scope, call),
    plan: (options) => engine.plan(options),
    revisions: (tag) => engine.revisions(tag),
    image: (image) => engine.image(image),
    choices: (wanted, call) => engine.choices(wanted, call),
    exportRevisions: (none, call) => engine.exportRevisions(none, call),
  }
}
