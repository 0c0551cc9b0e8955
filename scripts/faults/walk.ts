import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { Cluster } from '../../mocks/server/cluster.ts'
import { queryOf } from './asked.ts'
import { rates, sentTwice, storms } from './bounds.ts'
import { equalsFresh, returnTo, settles, type Calm } from './calm.ts'
import { Chance } from './chance.ts'
import type { FaultProxy } from './faultProxy.ts'
import { Others } from './others.ts'
import { chosen } from './person.ts'
import { leaveDialogs, type Scene } from './scene.ts'
import { controlPage, type FastTime } from './time.ts'
import { weathers, type Weather } from './weather.ts'

export interface WalkOptions {
  seed: number
  cluster: Cluster
  proxy: FaultProxy
  browser: Browser
  origin: string
  time: FastTime
  /** Only the weathers whose name contains it. */
  only?: string | undefined
  /** Counts failures instead of ending with the first. */
  goOn?: boolean
  /** Every step, as it is taken. */
  say(text: string): void
}

export interface Figures {
  rounds: number
  failures: number
  steps: number
  writes: number
  requests: number
  changesOfOthers: number
  comparisons: number
  mostStreams: number
  /** Fast milliseconds that a screen took at most to equal the cluster once all was well. */
  slowestMs: number
  failing: { perPage: number; perQuery: number }
  idle: { perPage: number; perQuery: number }
  acting: { perPage: number; perQuery: number }
  /** How often a page that said so had to be opened anew. */
  helped: number
}

/** Where the pages of the person begin. Nobody touches the first: whatever happens happens to it, for as long as the run goes. */
const tabs = [
  '/imagestreams?project=storefront',
  '/imagestreams/storefront/web',
  '/imagestreams/payments/api/details',
] as const
/** How long a watch is kept that says nothing. */
const deadMs = 330_000
const limits = {
  failing: { perQuery: 10, perPage: 40 },
  idle: { perQuery: 5, perPage: 20 },
  acting: { perQuery: 30, perPage: 200 },
}
// What a boundary has caught and shows, React tells the console too: answers of the API, and files that did not come.
const expectedConsole = /Failed to load resource|net::ERR_|^ApiError: |Unable to preload|dynamically imported module/

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A person, other people and the weather, by chance of one seed. Throws what should not be, with all that led to it. */
export class Walk {
  readonly figures: Figures = {
    rounds: 0,
    failures: 0,
    steps: 0,
    writes: 0,
    requests: 0,
    changesOfOthers: 0,
    comparisons: 0,
    mostStreams: 0,
    slowestMs: 0,
    failing: { perPage: 0, perQuery: 0 },
    idle: { perPage: 0, perQuery: 0 },
    acting: { perPage: 0, perQuery: 0 },
    helped: 0,
  }
  readonly #options: WalkOptions
  readonly #others: Others
  readonly #wrong: string[] = []
  readonly #pages: Page[] = []
  #context: BrowserContext | undefined
  #fresh: Page | undefined

  constructor(options: WalkOptions) {
    this.#options = options
    this.#others = new Others(options.cluster)
  }

  async begin(): Promise<void> {
    this.#context = await this.#newContext()
    for (const path of tabs) {
      const page = await this.#context.newPage()
      await page.goto(this.#options.origin + path)
      this.#pages.push(page)
    }
    // Another browser: it shares no streams with the person's, and no weather.
    const witness = await this.#newContext()
    await witness.setExtraHTTPHeaders({ 'X-Soak-Who': 'witness' })
    this.#fresh = await witness.newPage()
  }

  /** Goes on until the real time is over, at least through one weather. */
  async until(realMs: number): Promise<void> {
    const end = Date.now() + realMs
    const { seed, only } = this.#options
    const wanted = weathers.filter(({ name }) => !only || name.includes(only))
    for (let cycle = 0; ; cycle++) {
      for (const weather of new Chance(seed, 'weathers', cycle).shuffled(wanted)) {
        await this.#round(weather).catch((error: unknown) => this.#goesOn(error instanceof Error ? error.message : ''))
        if (Date.now() > end) return
      }
    }
  }

  /** After a failure the pages begin anew, when the run is to find more than one. */
  async #goesOn(why: string): Promise<void> {
    const { goOn, proxy, origin, say } = this.#options
    const all = [why, ...this.#wrong.splice(0)].join('\n')
    if (!goOn) throw new Error(all)
    this.figures.failures++
    say(`   FAILED: ${all}`)
    proxy.fateOf = () => undefined
    proxy.breakHeld()
    await this.#context?.setOffline(false)
    for (const [index, page] of this.#pages.entries()) await page.goto(origin + (tabs[index] ?? '/')).catch(() => {})
  }

  async #round(weather: Weather): Promise<void> {
    const { seed, proxy, say } = this.#options
    const round = this.figures.rounds++
    const chance = new Chance(seed, round)
    const page = chance.pick(this.#pages.slice(1))
    if (!page) throw new Error('there is no page')
    say(`── ${round}: ${weather.name}, page ${this.#pages.indexOf(page)}`)
    const from = { asked: proxy.asked.length, writes: proxy.writes.length }
    const counts = new Map<string, number>()
    proxy.fateOf = (asked) => {
      const key = `${asked.verb} ${queryOf(asked)}`
      const count = counts.get(key) ?? 0
      counts.set(key, count + 1)
      return weather.fateOf(asked, new Chance(seed, round, key, count))
    }
    await this.#begins(weather, page, chance)
    if (weather.counted) await this.#watchRates(weather.counted)
    else await this.#live(page, round, 2 + chance.below(5))
    await this.#calm(weather, page, chance, round)
    this.figures.writes = proxy.writes.length
    this.figures.requests = proxy.asked.length
    this.figures.mostStreams = proxy.mostStreams
    this.#wrong.push(...sentTwice(proxy.writes.slice(from.writes)))
    const asked = proxy.asked.slice(from.asked)
    if (!weather.counted) {
      this.#wrong.push(...storms(asked, limits.acting))
      this.#most('acting', rates(asked))
    }
    this.#wrong.push(...proxy.crowds.splice(0))
    if (this.#wrong.length > 0) throw new Error('')
  }

  async #begins({ begins }: Weather, page: Page, chance: Chance): Promise<void> {
    const { cluster, proxy } = this.#options
    if (begins === 'compact') cluster.store.compact()
    if (begins === 'compact' || begins === 'dropWatches') cluster.faults.dropWatches('close')
    if (begins === 'breakStreams') proxy.breakStreams()
    if (begins === 'offline') await this.#context?.setOffline(true)
    const hours = chance.pick([-25, -1, 1, 25])
    if (begins === 'clock') await page.evaluate((ms) => window.soak.setClock(ms), hours * 3_600_000)
    if (begins === 'sleep') {
      proxy.breakStreams()
      for (const each of this.#pages) await each.evaluate((ms) => window.soak.sleep(ms), 600_000)
    }
  }

  /** Some steps of the person, between changes of others. */
  async #live(page: Page, round: number, count: number): Promise<void> {
    const { seed, say } = this.#options
    for (let step = 0; step < count; step++) {
      const chance = new Chance(seed, round, step)
      if (chance.happens(0.7)) await this.#change(chance)
      const { name, act } = chosen(chance)
      const notes: string[] = []
      const scene = this.#scene(page, chance, notes)
      const did = await act(scene).catch((error: unknown) => {
        notes.push(String(error).split('\n')[0] ?? '')
        return false
      })
      this.figures.steps++
      say(
        `   ${name}${notes.length ? `: ${notes.join(', ')}` : ''}${did ? '' : ' (not possible)'} → ${new URL(page.url()).pathname}`,
      )
    }
  }

  async #change(chance: Chance): Promise<void> {
    this.#options.say(`   others: ${await this.#others.act(chance)}`)
    this.figures.changesOfOthers++
  }

  /** Nothing is wrong any more: every page comes to show what the cluster has. */
  async #calm(weather: Weather, active: Page, chance: Chance, round: number): Promise<void> {
    const { proxy, time, say, origin, cluster } = this.#options
    proxy.fateOf = () => undefined
    await this.#context?.setOffline(false)
    for (const page of this.#pages) {
      await leaveDialogs(page)
      await returnTo(page, origin, tabs[0])
    }
    if (proxy.held > 0 && chance.happens(0.7)) proxy.breakHeld()
    else if (proxy.held > 0) for (const page of this.#pages) await page.evaluate((ms) => window.soak.sleep(ms), deadMs)
    for (const change of ['calm', 'after']) await this.#change(new Chance(this.#options.seed, round, change))
    const began = Date.now()
    const calm: Calm = {
      cluster,
      time,
      weather,
      compared: () => this.figures.comparisons++,
      helped: (text) => {
        say(`   help: ${text}`)
        this.figures.helped++
      },
    }
    for (const page of this.#pages) await settles(page, calm)
    const tookMs = (Date.now() - began) * time.speed
    this.figures.slowestMs = Math.max(this.figures.slowestMs, tookMs)
    if (this.#fresh) await equalsFresh(active, this.#fresh, calm)
    say(`   calm after ${Math.round(tookMs / 1000)} s`)
  }

  /** Nobody does anything for a while. */
  async #watchRates(kind: 'failing' | 'idle'): Promise<void> {
    const { proxy, time } = this.#options
    await sleep(10_000 / time.speed)
    const from = proxy.asked.length
    await sleep(30_000 / time.speed)
    const asked = proxy.asked.slice(from)
    this.#most(kind, rates(asked))
    this.#wrong.push(...storms(asked, limits[kind]))
  }

  #most(kind: 'failing' | 'idle' | 'acting', { perPage, perQuery }: { perPage: number; perQuery: number }): void {
    const known = this.figures[kind]
    known.perPage = Math.max(known.perPage, perPage)
    known.perQuery = Math.max(known.perQuery, perQuery)
  }

  #scene(page: Page, chance: Chance, notes: string[]): Scene {
    const { origin, cluster } = this.#options
    return {
      page,
      chance,
      origin,
      object: (resource, namespace, name) => cluster.store.get(resource as `${string}/${string}`, namespace, name),
      streams: (namespace) => this.#others.streams(namespace).map(({ metadata }) => metadata.name),
      note: (text) => notes.push(text),
      wrong: (text) => this.#wrong.push(text),
    }
  }

  async #newContext(): Promise<BrowserContext> {
    const { browser, time } = this.#options
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
    await context.addInitScript(controlPage, time)
    context.on('weberror', (error) => this.#wrong.push(`error: ${error.error().stack ?? error.error().message}`))
    context.on('console', (message) => {
      const text = message.text()
      if (message.type() === 'error' && !expectedConsole.test(text)) this.#wrong.push(`console: ${text}`)
    })
    return context
  }
}
