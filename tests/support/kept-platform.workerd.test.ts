import { expect, it } from 'vitest'
import { startTestPlatform, type TestPlatform } from './test-platform.ts'

async function verdicts({ database }: TestPlatform): Promise<unknown[]> {
  const { results } = await (await database()).prepare('select verdict from connection_logs').all()
  return results
}

it('a platform that is given back has written down its deliveries, and has none when it is lent again', async () => {
  // Whatever is slow the first time would give them the time they need.
  const slow = await startTestPlatform()
  await verdicts(slow)
  await slow.remove()

  const first = await startTestPlatform()
  const refused = await fetch(`${first.apiUrl}/webhooks/shopify/demo`, {
    method: 'POST',
    body: '{}',
    headers: { 'x-shopify-topic': 'orders/create', 'x-shopify-hmac-sha256': 'bm90IHRoZSByaWdodCBvbmU=' },
  })
  expect(refused.status).toBe(401)
  // They are written 200 ms after the answer.
  await first.remove()
  expect(await verdicts(first)).toEqual([{ verdict: 'refused' }])

  const second = await startTestPlatform()
  expect(await verdicts(second)).toEqual([])
  await second.remove()
})
