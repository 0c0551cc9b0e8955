import type { K8sObject } from '../../src/k8s/types.ts'
import type { ControllerApi } from '../controllers/controllers.ts'
import type { AnyObject, Call } from '../kinds/kind.ts'
import type { Exchange } from './exchange.ts'
import type { Resources } from './resources.ts'
import type { ResourceName } from './store.ts'
import { createObject, removeObject, updateObject } from './write.ts'

// Controllers write whole objects of the kind they name.
const copied = (object: object): AnyObject => structuredClone(object) as AnyObject

/** What controllers write with: the same as requests, without HTTP. */
export function apiFor(resources: Resources, callFor: (namespace: string, name: string) => Call): ControllerApi {
  const exchangeFor = (key: ResourceName, { namespace = '', name }: K8sObject['metadata']): Exchange => {
    const resource = [...resources.all()].find((each) => each.key === key)
    if (!resource) throw new Error(`no kind ${key}`)
    const { namespace: _scope, ...call } = callFor(namespace, name)
    return {
      ...call,
      ...(namespace && { namespace }),
      request: new Request('http://controller'),
      resource,
      resources,
      form: 'object',
      texts: undefined,
    }
  }
  return {
    create(key, object) {
      const whole = copied(object)
      return createObject(exchangeFor(key, whole.metadata), whole)
    },
    update(key, object, subresource) {
      const whole = copied(object)
      return updateObject(exchangeFor(key, whole.metadata), whole, subresource)
    },
    remove(key, namespace, name) {
      const exchange = exchangeFor(key, { ...(namespace && { namespace }), name })
      const object = exchange.store.get(key, namespace, name)
      if (object) removeObject(exchange, object, { propagationPolicy: 'Background' })
    },
  }
}
