import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, asApiError, isKindMissing, isTransient, retryAfter } from './ApiError.ts'
import { askEarly } from './early.ts'
import { getJson, request, sendJson } from './request.ts'
import { startTestApi, status, stream, type TestApi } from './testApi.ts'
import { onUnauthorized } from './unauthorized.ts'
import { eventually } from '../lib/eventually.ts'

let api: TestApi
beforeAll(async () => void (api = await startTestApi()))
afterAll(() => api.close())
beforeEach(() => {
  api.asked.length = 0
  api.requests.length = 0
})

const failure = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await promise.then(
    () => expect.fail('did not fail'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ApiError)) throw error
  return error
}

describe('the error of an answer', () => {
  const html = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad</h1></body></html>'
  const plain = (code: number, body: string) => () => new Response(body, { status: code })
  const cases: [name: string, answer: () => Response, code: number, reason: string, message: RegExp][] = [
    ['a Status', () => status(403, 'Forbidden', 'pods is forbidden'), 403, 'Forbidden', /^pods is forbidden$/],
    ['plain text', plain(404, '404 page not found\n'), 404, 'NotFound', /^404 page not found$/],
    ['a page of a proxy', plain(502, html), 502, 'Unknown', /unavailable at the moment \(502\)/],
    ['a server error with a page', plain(500, html), 500, 'InternalError', /API failed \(500\)/],
    ['an empty body', plain(503, ''), 503, 'ServiceUnavailable', /unavailable at the moment \(503\)/],
    ['half a Status', plain(409, '{"kind":"Status","mess'), 409, 'Conflict', /refused the request \(409\)/],
    ['a Status without fields', plain(422, '{"kind":"Status"}'), 422, 'Invalid', /refused the request \(422\)/],
    ['JSON that is no Status', plain(400, '{"error":"x"}'), 400, 'BadRequest', /refused the request \(400\)/],
    ['null', plain(400, 'null'), 400, 'BadRequest', /^null$/],
    ['a teapot', plain(418, ''), 418, 'Unknown', /refused the request \(418\)/],
  ]
  it.each(cases)('%s', async (_name, answer, code, reason, message) => {
    api.answer = answer
    const error = await failure(getJson('/api/v1/pods'))
    expect(error).toMatchObject({ code, reason, url: expect.stringMatching(/\/api\/v1\/pods$/), method: 'GET' })
    expect(error.message).toMatch(message)
    expect(error.message).not.toContain('<')
  })

  it('keeps the causes of a refused object, complete or not', async () => {
    const details = { name: 'rec', causes: [{ field: 'spec.tags', message: 'bad', reason: 'FieldValueInvalid' }, {}] }
    api.answer = () => status(422, 'Invalid', 'is invalid', { details })
    const error = await failure(sendJson('PATCH', '/api/v1/x', {}))
    expect(error.causes).toEqual([
      { field: 'spec.tags', message: 'bad', reason: 'FieldValueInvalid' },
      { field: '', message: '', reason: '' },
    ])
    expect(isKindMissing(error)).toBe(false)
  })

  it('finds the Status inside the ERROR frame that a refused watch answers with', async () => {
    const object = { kind: 'Status', message: 'Internal error', reason: 'InternalError', code: 500 }
    api.answer = () => Response.json({ type: 'ERROR', object }, { status: 500 })
    expect(await failure(getJson('/x'))).toMatchObject({ code: 500, message: 'Internal error' })
  })

  it('has code 0 when no answer arrives, and when one breaks off', async () => {
    api.down = true
    expect(await failure(getJson('/x'))).toMatchObject({ code: 0, reason: 'NetworkError' })
    api.down = false
    api.answer = () => {
      const body = stream()
      body.raw('{"items":[')
      setTimeout(body.fail)
      return body.response
    }
    const error = await failure(getJson('/x'))
    expect(error.code).toBe(0)
    expect(isTransient(error)).toBe(true)
  })

  it.each([
    ['{"items":[{', /cut off or damaged/],
    ['<html>log in</html>', /web page arrived/],
    ['', /empty/],
  ])('understands that 200 %j is not an answer', async (body, message) => {
    api.answer = () => new Response(body)
    const error = await failure(getJson('/x'))
    expect(error).toMatchObject({ code: 200, reason: 'UnreadableAnswer' })
    expect(error.message).toMatch(message)
    expect(isTransient(error)).toBe(true)
  })

  it('leaves an abort an abort', async () => {
    api.answer = () => new Promise(() => {})
    const abort = new AbortController()
    const asked = getJson('/x', { signal: abort.signal })
    abort.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('takes any thrown value', () => {
    expect(asApiError(new RangeError('odd'))).toMatchObject({ code: -1, message: 'odd' })
    expect(asApiError('text').message).toBe('text')
  })

  it('tells a missing kind from a missing object', async () => {
    const missing = async (answer: () => Response) => {
      api.answer = answer
      return isKindMissing(await failure(getJson('/x')))
    }
    expect(await missing(() => new Response('404 page not found', { status: 404 }))).toBe(true)
    expect(await missing(() => status(404, 'NotFound', 'could not find the requested resource', { details: {} }))).toBe(
      true,
    )
    expect(await missing(() => status(404, 'NotFound', 'x not found', { details: { name: 'x' } }))).toBe(false)
  })
})

describe('a connection that is dead without a word', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => {
    // First what spies on the timers: restored later, it would put the false ones back for all files to come.
    vi.restoreAllMocks()
    vi.useRealTimers()
  })
  const asked = () => eventually(() => expect(api.asked).toHaveLength(1))

  it.each([
    ['no answer', () => new Promise<Response>(() => {})],
    [
      'half an answer',
      () => {
        const body = stream()
        body.raw('{"items":[')
        return body.response
      },
    ],
    [
      'half an error',
      () => {
        const body = stream()
        body.raw('{"kind":"Sta')
        return new Response(body.response.body, { status: 500 })
      },
    ],
  ])('%s is waited for no longer than the server would work on it', async (_name, answer) => {
    api.answer = answer
    const ended = vi.fn<(error: unknown) => void>()
    const over = getJson('/x').catch(ended)
    await asked()
    // The head, if there is one, has come.
    await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(ended).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(6000)
    await over
    expect(isTransient(ended.mock.calls[0]?.[0])).toBe(true)
  })

  it('what was asked for early ends too: another request for it would wait', async () => {
    api.answer = () => new Promise(() => {})
    askEarly('/x')
    const failed = failure(getJson('/x'))
    await asked()
    await vi.advanceTimersByTimeAsync(66_000)
    expect(await failed).toMatchObject({ code: 0 })
    await eventually(() => expect(api.requests[0]?.signal.aborted).toBe(true))
  })

  it('a write says that its outcome is unknown, and is not sent again', async () => {
    api.answer = () => new Promise(() => {})
    const failed = failure(sendJson('POST', '/x', {}))
    await asked()
    await vi.advanceTimersByTimeAsync(66_000)
    expect(await failed).toMatchObject({ code: 0, reason: 'NetworkError', method: 'POST' })
    expect(api.asked).toHaveLength(1)
  })

  it('an answer leaves nothing behind that could end it later', async () => {
    const waits = vi.spyOn(globalThis, 'setTimeout')
    const ends = vi.spyOn(globalThis, 'clearTimeout')
    for (const answer of [() => Response.json({}), () => status(404, 'NotFound', 'none')]) {
      api.answer = answer
      await getJson('/x').catch(() => {})
    }
    const begun = waits.mock.results.flatMap(({ value }, index) =>
      waits.mock.calls[index]?.[1] === 65_000 ? [value] : [],
    )
    expect(begun).toHaveLength(2)
    expect(ends.mock.calls.flat()).toEqual(expect.arrayContaining(begun))
  })
})

describe('being told to come back later', () => {
  it.each([429, 503])('a GET waits and asks again after %i', async (code) => {
    const answers = [new Response('', { status: code, headers: { 'Retry-After': '0' } }), Response.json({ fine: true })]
    api.answer = () => answers.shift() ?? new Response('', { status: 500 })
    expect(await getJson('/x')).toEqual({ fine: true })
    expect(api.asked).toHaveLength(2)
  })

  it('gives up after three tries, and at once when the wait would be too long or is not given', async () => {
    api.answer = () => new Response('', { status: 429, headers: { 'Retry-After': '0' } })
    expect((await failure(getJson('/x'))).code).toBe(429)
    expect(api.asked).toHaveLength(3)
    api.answer = () => new Response('', { status: 429, headers: { 'Retry-After': '31' } })
    expect(await failure(getJson('/x'))).toMatchObject({ code: 429, retryAfterSeconds: 31 })
    api.answer = () => new Response('', { status: 503 })
    expect((await failure(getJson('/x'))).retryAfterSeconds).toBeUndefined()
    expect(api.asked).toHaveLength(5)
  })

  it('stops waiting when aborted', async () => {
    api.answer = () => new Response('', { status: 429, headers: { 'Retry-After': '20' } })
    const abort = new AbortController()
    const asked = getJson('/x', { signal: abort.signal })
    await expect.poll(() => api.asked.length).toBe(1)
    abort.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('never sends a change twice', async () => {
    api.answer = () => new Response('', { status: 503, headers: { 'Retry-After': '0' } })
    expect((await failure(sendJson('PATCH', '/x', {}))).code).toBe(503)
    expect((await failure(sendJson('POST', '/x', {}))).code).toBe(503)
    expect(api.asked).toEqual(['PATCH /x', 'POST /x'])
  })

  it('reads seconds and dates', () => {
    const now = Date.parse('2026-11-20T10:00:00Z')
    expect(retryAfter('7', now)).toBe(7)
    expect(retryAfter('Fri, 20 Nov 2026 10:00:09 GMT', now)).toBe(9)
    expect(retryAfter('Fri, 20 Nov 2026 09:00:00 GMT', now)).toBe(0)
    expect(retryAfter('soon', now)).toBeUndefined()
    expect(retryAfter(null, now)).toBeUndefined()
  })
})

it('marks what changes something with a header that other sites cannot set', async () => {
  api.answer = () => Response.json({})
  await sendJson('DELETE', '/x', undefined)
  await request('/x')
  expect(api.requests.map(({ headers }) => headers.get('X-Requested-With'))).toEqual(['registry-console', null])
})

it('reports once that nobody is logged in, and again only after somebody was', async () => {
  let reported = 0
  const off = onUnauthorized(() => reported++)
  api.answer = () => status(401, 'Unauthorized', 'Unauthorized')
  await Promise.all([failure(getJson('/a')), failure(getJson('/b')), failure(getJson('/c'))])
  expect(reported).toBe(1)
  api.answer = () => Response.json({})
  await getJson('/a')
  api.answer = () => status(401, 'Unauthorized', 'Unauthorized')
  await failure(getJson('/a'))
  expect(reported).toBe(2)
  off()
})
