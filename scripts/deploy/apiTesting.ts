import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import { createServer } from 'node:https'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { scenarios } from '../../mocks/seed/scenarios.ts'
import { serve } from '../../mocks/node.ts'
import { selfSigned } from '../../mocks/server/certificate.ts'
import { createCluster, type Cluster } from '../../mocks/server/cluster.ts'

/** A server over HTTPS whose certificate is its own authority. */
export interface Upstream {
  url: string
  /** Its certificate, as a file that everybody may read. */
  ca: string
  /** What nginx is told of it when it is the API. */
  env: Record<string, string>
  /** Requests as they arrived, the oldest first. */
  seen: IncomingMessage[]
  /** Connections that are open. */
  sockets: Set<Socket>
  close(): void
}

/** The mock cluster over HTTPS, as an API server. */
export async function startApi(): Promise<Upstream & { cluster: Cluster }> {
  const tls = selfSigned()
  const cluster = createCluster(await scenarios.healthy(), { defaultUser: null })
  const seen: IncomingMessage[] = []
  const server = await serve({
    port: 0,
    host: '127.0.0.1',
    tls,
    clusterFor: () => cluster,
    before: (request, _response, next) => {
      seen.push(request)
      next()
    },
  })
  const upstream = upstreamOf(server, tls.cert, seen)
  return {
    ...upstream,
    cluster,
    close() {
      upstream.close()
      cluster.close()
    },
  }
}

/** A server that answers as a test says. */
export async function startUpstream(listener: RequestListener): Promise<Upstream> {
  const tls = selfSigned()
  const seen: IncomingMessage[] = []
  const server: Server = createServer(tls, (request, response) => {
    seen.push(request)
    listener(request, response)
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return upstreamOf(server, tls.cert, seen)
}

function upstreamOf(server: Server, cert: string, seen: IncomingMessage[]): Upstream {
  const ca = certificateFile(cert)
  const sockets = new Set<Socket>()
  server.on('secureConnection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const address = server.address()
  const url = `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const close = () => {
    server.closeAllConnections()
    server.close()
    rmSync(dirname(ca), { recursive: true })
  }
  return { url, ca, env: { API_URL: url, API_NAME: 'localhost', API_CA: ca }, seen, sockets, close }
}

/** A certificate as a file that everybody may read, in a folder of its own. */
export function certificateFile(cert: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'console-ca-'))
  chmodSync(dir, 0o755)
  const file = join(dir, 'ca.crt')
  writeFileSync(file, cert, { mode: 0o644 })
  return file
}
