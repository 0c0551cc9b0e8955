import { expect, type APIRequestContext } from '@playwright/test'
import type { Fault } from '../mocks/server/faults.ts'

/** Acts on the cluster of a test as admin, through its API. */
export class Actor {
  protected readonly api: APIRequestContext

  constructor(api: APIRequestContext) {
    this.api = api
  }

  /** A request to the API that has to succeed. */
  async send(method: string, path: string, body?: unknown, contentType = 'application/json'): Promise<unknown> {
    const headers = { 'content-type': contentType }
    const response = await this.api.fetch(path, { method, headers, ...(body !== undefined && { data: body }) })
    expect(response.ok(), `${method} ${path}: ${response.status()} ${await response.text()}`).toBe(true)
    return response.json()
  }

  /** An object, a list, or whatever else is at a path of the API. */
  async get<T = Record<string, unknown>>(path: string): Promise<T> {
    // What a test reads is what it expects to read; a wrong shape fails it.
    return (await this.send('GET', path)) as T
  }

  /** Lets requests fail. */
  async fault(fault: Fault): Promise<void> {
    await this.send('POST', '/__mock__/faults', fault)
  }
}
