import { setTimeout as wait } from 'node:timers/promises'
import { patronClient } from '#shared/contracts/client.ts'
import { secondMs } from '#shared/kernel/time.ts'
import { demoCredentials } from '../provision-demo-tenant.ts'

/**
 * Begins to forecast what the shop that is there will sell, so that nobody has to wait for the night. The import has begun a forecast of
 * its own, before the rest was there: should that go on still, its end is waited for. Returns once the job has begun; it takes
 * a minute. Throws when it could not begin.
 */
export async function forecastSales(apiUrl: string): Promise<void> {
  const client = patronClient({
    fetch: (request) => fetch(request),
    baseUrl: apiUrl,
    token: demoCredentials.apiKey,
  })
  const askedMs = Date.now()
  for (;;) {
    const begun = await client.runForecasts()
    if (!begun.ok) throw new Error(`sales could not be forecast: ${begun.failure.message}`)
    if (Date.parse(begun.value.startedAt) >= askedMs) return
    await wait(secondMs)
  }
}
