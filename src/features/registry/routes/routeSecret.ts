import { queryOptions } from '@tanstack/react-query'
import { parseJson, readText, request, sendJson } from '../../../k8s/request.ts'
import { resourcePath, scopeQuery } from '../../../k8s/path.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { Secret } from '../../../k8s/resources/pullSecret.ts'
import { Route } from '../../../k8s/resources/route.ts'
import type { K8sList, K8sObject } from '../../../k8s/types.ts'
import { restFromTyping } from '../../../lib/restFromTyping.ts'
import { commandLine } from '../../../lib/shell.ts'

const namespace = registryNamespace

// The service CA's: they are for names inside the cluster.
const operators = new Set(['image-registry-tls', 'image-registry-operator-tls'])

/** The names of secrets with a certificate beside the registry. What they hold is not asked for. */
export function tlsSecretsQuery() {
  return queryOptions({
    queryKey: ['registry', 'tls-secrets'] as const,
    queryFn: async ({ signal }) => {
      const path = resourcePath(Secret, { namespace }) + scopeQuery({ fieldSelector: 'type=kubernetes.io/tls' })
      const headers = { Accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' }
      const response = await request(path, { signal, headers })
      const { items } = parseJson<K8sList<K8sObject>>(await readText(response, signal), response)
      return items.map(({ metadata }) => metadata.name).filter((name) => !operators.has(name))
    },
    retry: false,
    staleTime: 0,
  })
}

/** The routes of any project that have this host already, as `project/name`, as far as they may be listed. */
export function routesOfHostQuery(host: string) {
  return queryOptions({
    queryKey: ['registry', 'routes-of-host', host] as const,
    queryFn: async ({ signal }) => {
      await restFromTyping(signal)
      const path = resourcePath(Route) + scopeQuery({ fieldSelector: `spec.host=${host}` })
      const response = await request(path, { signal })
      const { items } = parseJson<K8sList<Route>>(await readText(response, signal), response)
      return items
        .filter(({ spec }) => spec?.host === host)
        .map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`)
    },
    retry: false,
    staleTime: 30_000,
  })
}

export interface PastedCertificate {
  certificate: string
  key: string
  ca: string
}

/** Creates the secret of a route. The answer holds the key: nothing keeps it. */
export async function createTlsSecret(name: string, { certificate, key, ca }: PastedCertificate): Promise<void> {
  const text = (pem: string) => `${pem.trim()}\n`
  await sendJson('POST', resourcePath(Secret, { namespace }), {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace, name },
    type: 'kubernetes.io/tls',
    data: {
      'tls.crt': base64(text(certificate)),
      'tls.key': base64(text(key)),
      // The registry's operator reads it by this name.
      ...(ca.trim() !== '' && { 'tls.cacrt': base64(text(ca)) }),
    },
  })
}

/** The command that makes the same secret from files. */
export function secretCommand(name: string, withCa: boolean): string {
  const files = ['tls.crt', 'tls.key', ...(withCa ? ['tls.cacrt'] : [])].map((file) => `--from-file=${file}=${file}`)
  return commandLine('oc', 'create', 'secret', 'generic', name, '-n', namespace, '--type=kubernetes.io/tls', ...files)
}

function base64(text: string): string {
  // PEM is ASCII, but people paste anything around it.
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}
