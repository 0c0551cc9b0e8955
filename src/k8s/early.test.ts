import { afterEach, beforeEach, expect, it } from 'vitest'
import { ApiError } from './ApiError.ts'
import { askEarly } from './early.ts'
import { getJson } from './request.ts'
import { startTestApi, type TestApi } from './testApi.ts'

let api: TestApi
beforeEach(async () => {
  api = await startTestApi()
  api.answer = () => Response.json({ count: api.asked.length })
})
afterEach(() => api.close())

it('gives an early answer to the first request for it alone', async () => {
  askEarly('/apis/early')
  expect(await getJson('/apis/other')).toEqual({ count: 2 })
  expect(await getJson('/apis/early')).toEqual({ count: 1 })
  expect(await getJson('/apis/early')).toEqual({ count: 3 })
})

it('leaves the failure of an early request to who reads it', async () => {
  api.down = true
  askEarly('/apis/early')
  await expect(getJson('/apis/early')).rejects.toBeInstanceOf(ApiError)
})
