import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Milliseconds. A busy machine is slow, and not wrong. */
const READY_WITHIN = 40_000

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}

/** Programs that run for a while, and end together. */
export class Processes {
  readonly #running = new Set<ChildProcess>()

  constructor() {
    // A worker that ends early takes them along.
    process.once('exit', () => {
      for (const child of this.#running) child.kill('SIGKILL')
    })
  }

  /** Starts a program and resolves once an address of it answers with success. Throws what it printed when it does not. */
  async start(command: string, args: string[], ready: string): Promise<void> {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#running.add(child)
    let printed = ''
    const keep = (chunk: Buffer) => (printed = (printed + chunk.toString()).slice(-4000))
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    let ended: string | undefined
    child.on('error', (error) => (ended = error.message))
    child.on('exit', (code) => (ended = `ended with ${code ?? 'a signal'}`))
    const isReady = () =>
      fetch(ready).then(
        ({ ok }) => ok,
        () => false,
      )
    for (const until = Date.now() + READY_WITHIN; !(await isReady()); await wait(50))
      if (ended !== undefined || Date.now() > until)
        throw new Error(`${command} is not ready: ${ended ?? 'no answer'}\n${printed}`)
  }

  /** Runs a program to its end. Throws what it printed when it fails. */
  async run(command: string, args: string[]): Promise<void> {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#running.add(child)
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    const [code] = await once(child, 'close')
    this.#running.delete(child)
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed (${String(code)}):\n${printed}`)
  }

  /** Ends all of them, by force what does not end by itself. */
  async stop(): Promise<void> {
    await Promise.all(
      [...this.#running].map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return
        const gone = once(child, 'exit')
        child.kill('SIGTERM')
        const force = setTimeout(() => child.kill('SIGKILL'), 3000)
        await gone
        clearTimeout(force)
      }),
    )
    this.#running.clear()
  }
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
