import { describe, expect, test } from 'vitest'
import type { ImageRegistrySources } from './imageConfig.ts'
import { imageSources, importPlaces, pullThroughPlaces } from './imageSources.ts'
import type { MirrorSet } from './mirrorSet.ts'
import { mirrorSetFor } from './mirrorSetTesting.ts'

const digest = `sha256:${'a1'.repeat(32)}`
const idms = mirrorSetFor.bind(undefined, 'ImageDigestMirrorSet')
const itms = mirrorSetFor.bind(undefined, 'ImageTagMirrorSet')
const icsp = mirrorSetFor.bind(undefined, 'ImageContentSourcePolicy')
const never = { mirrorSourcePolicy: 'NeverContactSource' } as const

function sourcesOf(pullSpec: string, sets: readonly MirrorSet[], registrySources: ImageRegistrySources = {}) {
  const [first] = imageSources(pullSpec, sets, { registrySources }) ?? []
  if (!first) throw new Error('no pull spec')
  return first
}
/** The places as text: with "!" those that are not asked, and with "~" those without trusted certificates. */
const placesOf = (...question: Parameters<typeof sourcesOf>) =>
  sourcesOf(...question).places.map(
    ({ pullSpec, blocked, insecure }) => (blocked ? '!' : '') + (insecure ? '~' : '') + pullSpec,
  )

describe('where nodes look for an image', () => {
  test('by tag only mirrors for tags, by digest those of both other kinds, the source last', () => {
    const sets = [
      idms('d', ['quay.io/team', 'd.corp/team']),
      itms('t', ['quay.io/team', 't.corp/x']),
      icsp('o', ['quay.io/team', 'o.corp']),
    ]
    expect(placesOf('quay.io/team/app:v1', sets)).toEqual(['t.corp/x/app:v1', 'quay.io/team/app:v1'])
    expect(placesOf('quay.io/team/app', sets)).toEqual(['t.corp/x/app:latest', 'quay.io/team/app:latest'])
    const byDigest = [`d.corp/team/app@${digest}`, `o.corp/app@${digest}`, `quay.io/team/app@${digest}`]
    expect(placesOf(`quay.io/team/app@${digest}`, sets)).toEqual(byDigest)
    expect(placesOf(`quay.io/team/app:v1@${digest}`, sets)).toEqual(byDigest)
    expect(placesOf(`docker://quay.io/other@${digest}`, sets)).toEqual([`quay.io/other@${digest}`])
    expect(sourcesOf(`quay.io/team/app@${digest}`, sets)).toMatchObject({ by: 'digest', source: 'quay.io/team' })
    expect(sourcesOf('quay.io/other', sets).source).toBeUndefined()
  })

  test('the longest source wins, also when its mirrors are for the other sort', () => {
    const sets = [
      itms('t', ['quay.io', 'wide.corp'], ['quay.io/team', 'team.corp']),
      idms('d', ['quay.io/team/app', 'm.corp']),
    ]
    expect(placesOf('quay.io/team/db:1', sets)).toEqual(['team.corp/db:1', 'quay.io/team/db:1'])
    const hidden = sourcesOf('quay.io/team/app:1', sets)
    expect(hidden.places.map(({ pullSpec }) => pullSpec)).toEqual(['quay.io/team/app:1'])
    expect(hidden.hidden.map(({ source, sets: by }) => [source, by.map(({ name }) => name)])).toEqual([
      ['quay.io', ['t']],
      ['quay.io/team', ['t']],
    ])
  })

  test('a wildcard: its part is replaced, the path and the port stay', () => {
    const sets = [idms('d', ['*.redhat.io', 'mirror.local/redhat'])]
    expect(placesOf(`registry.redhat.io/product/repo@${digest}`, sets)[0]).toBe(
      `mirror.local/redhat/product/repo@${digest}`,
    )
    expect(placesOf(`redhat.io/repo@${digest}`, sets)).toHaveLength(1)
    const port = sourcesOf(`registry.redhat.io:5000/repo@${digest}`, sets)
    expect(port.unnameable).toBe(`mirror.local/redhat:5000/repo@${digest}`)
  })

  test('a mirror without a registry in its name stops every pull', () => {
    expect(sourcesOf('quay.io/a', [itms('t', ['quay.io', 'mirror/x'])]).unnameable).toBe('mirror/x/a:latest')
    expect(sourcesOf('quay.io/a', [itms('t', ['quay.io', 'localhost/x', 'mirror:80'])]).unnameable).toBeUndefined()
  })

  test('the source is never contacted', () => {
    const sets = [itms('t', { source: 'quay.io', mirrors: ['m.corp/quay'], ...never })]
    expect(placesOf('quay.io/a:1', sets)).toEqual(['m.corp/quay/a:1', '!quay.io/a:1'])
    // The block is of the name, whatever the image is named by.
    expect(placesOf(`quay.io/a@${digest}`, sets)).toEqual([`!quay.io/a@${digest}`])
    expect(sourcesOf('quay.io/a:1', sets).verdict.allowed).toBe(true)
    expect(sourcesOf('quay.io/a:1', sets).places[1]?.blocked).toMatchObject({ by: 'NeverContactSource' })
  })

  test('a mirror inside a source that is never contacted is not asked either', () => {
    const sets = [itms('t', { source: 'corp.example', mirrors: ['corp.example/mirror'], ...never })]
    expect(placesOf('corp.example/a:1', sets)).toEqual(['!corp.example/mirror/a:1', '!corp.example/a:1'])
  })

  test('blocked: mirrors one by one, the source by its name', () => {
    const sets = [itms('t', ['quay.io/team', 'bad.corp', 'good.corp'])]
    expect(placesOf('quay.io/team/a:1', sets, { blockedRegistries: ['bad.corp'] })).toEqual([
      '!bad.corp/a:1',
      'good.corp/a:1',
      'quay.io/team/a:1',
    ])
    const blocked = sourcesOf('quay.io/team/a:1', sets, { blockedRegistries: ['quay.io'] })
    expect(blocked.verdict).toMatchObject({ allowed: false, entry: 'quay.io' })
    expect(blocked.places.map((place) => place.blocked?.by)).toEqual([undefined, undefined, 'blockedRegistries'])
    // Mirrors need not be allowed: the name that was asked for does.
    const allowed = sourcesOf('quay.io/team/a:1', sets, { allowedRegistries: ['quay.io'] })
    expect(allowed.verdict.allowed).toBe(true)
    expect(allowed.places.every((place) => !place.blocked)).toBe(true)
    expect(sourcesOf('quay.io/team/a:1', sets, { allowedRegistries: ['good.corp'] }).verdict.allowed).toBe(false)
  })

  test('a blocked or insecure part of a mirrored source keeps its mirrors', () => {
    const sets = [itms('t', ['quay.io', 'm.corp/quay'])]
    expect(placesOf('quay.io/lab/a:1', sets, { insecureRegistries: ['quay.io/lab', 'm.corp'] })).toEqual([
      '~m.corp/quay/lab/a:1',
      '~quay.io/lab/a:1',
    ])
    expect(placesOf('quay.io/bad/a:1', sets, { blockedRegistries: ['quay.io/bad'] })).toEqual([
      'm.corp/quay/bad/a:1',
      '!quay.io/bad/a:1',
    ])
  })

  test('mirrors of mirrors are not followed', () => {
    const sets = [itms('t', ['a.corp', 'b.corp'], ['b.corp', 'a.corp', 'c.corp'])]
    expect(placesOf('a.corp/x:1', sets)).toEqual(['b.corp/x:1', 'a.corp/x:1'])
  })

  test('names without a registry: each search registry, with its own mirrors', () => {
    const sets = [itms('t', ['docker.io', 'hub.corp'])]
    const all = (spec: string, own?: string[]) =>
      imageSources(spec, sets, { registrySources: { containerRuntimeSearchRegistries: own ?? null } })?.map(
        ({ places }) => places.map(({ pullSpec }) => pullSpec),
      )
    expect(all('nginx:1')).toEqual([
      ['registry.access.redhat.com/nginx:1'],
      ['hub.corp/library/nginx:1', 'docker.io/library/nginx:1'],
    ])
    expect(all('team/app', ['quay.io'])).toEqual([['quay.io/team/app:latest']])
    expect(all('bad name!')).toBeUndefined()
    expect(all('')).toBeUndefined()
  })

  test('the oldest kind counts for nothing', () => {
    expect(
      placesOf(`quay.io/a@${digest}`, [mirrorSetFor('ImageContentPolicy', 'p', ['quay.io', 'm.corp'])]),
    ).toHaveLength(1)
  })
})

describe('imports and pull-through', () => {
  const specs = (places: readonly { pullSpec: string }[]) => places.map(({ pullSpec }) => pullSpec)
  const sets = [
    idms('d', { source: 'quay.io', mirrors: ['d.corp'], ...never }),
    itms('t', ['quay.io/team', 't.corp'], ['*.corp.example', 'w.corp'], ['docker.io', 'hub.corp']),
    icsp('o', ['quay.io', 'o.corp', 'd.corp']),
  ]

  test('imports ask the source last, and know no wildcards', () => {
    expect(specs(importPlaces(`quay.io/a@${digest}`, sets, undefined))).toEqual([
      `o.corp/a@${digest}`,
      `d.corp/a@${digest}`,
      `quay.io/a@${digest}`,
    ])
    expect(specs(importPlaces('x.corp.example/a:1', sets, undefined))).toEqual(['x.corp.example/a:1'])
    expect(specs(importPlaces('nginx', sets, undefined))).toEqual([
      'hub.corp/library/nginx:latest',
      'docker.io/library/nginx:latest',
    ])
    expect(specs(importPlaces('quay.io:443/a:1', sets, undefined))).toEqual(['quay.io:443/a:1'])
    expect(specs(importPlaces('a.b/c:1', [itms('x', ['a.b', 'mirror'])], undefined))).toEqual(['a.b/c:1'])
  })

  test('pull-through asks every mirror of every source, whatever it is for', () => {
    expect(specs(pullThroughPlaces(`quay.io/team/a@${digest}`, sets))).toEqual([
      `o.corp/team/a@${digest}`,
      `d.corp/team/a@${digest}`,
      `t.corp/a@${digest}`,
      `quay.io/team/a@${digest}`,
    ])
    expect(specs(pullThroughPlaces('x.corp.example/a:1', sets))).toEqual(['x.corp.example/a:1'])
  })
})
