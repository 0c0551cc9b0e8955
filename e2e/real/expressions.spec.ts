import { consoleQueries } from './consoleQueries.ts'
import { ask, expect, missing, test, type Found } from './test.ts'

test.skip(missing.length > 0, `${missing.join(', ')} missing`)

for (const { id, query: queryOf } of consoleQueries)
  test(`the query ${id} finds series`, async ({ site }) => {
    const query = queryOf('2m')
    const answer = await ask<{ result: Found[] }>(site.prometheus, 'query', { query })
    expect(answer.error, query).toBeUndefined()
    expect(answer.data.result, query).not.toEqual([])
  })

test('the storage of a real registry is measured while it is pushed to', async ({ site }) => {
  const query = `sum by (action) (increase(registry_storage_action_seconds_count{job="docker-registry"}[1m]))`
  const written = async () => {
    const { data } = await ask<{ result: Found[] }>(site.prometheus, 'query', { query })
    return Number(data.result.find(({ metric }) => metric['action'] === 'PutContent')?.value[1] ?? 0)
  }
  const before = await written()
  await site.push('another')
  await expect.poll(written).toBeGreaterThan(before)
})
