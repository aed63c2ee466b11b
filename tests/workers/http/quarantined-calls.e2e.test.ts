import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { QuarantineList } from '#shared/contracts/quarantine.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform?.remove())

it('a wrong call of a batch is kept once, with what the batch and the browser said of it', async () => {
  const wrong = { type: 'track', userId: 'objecting', messageId: 'gpc-wrong' }
  const context = { consent: { categoryPreferences: { Analytics: false } } }
  // The second time as a library tries again, which stamps its sending anew.
  for (const sentAt of ['2026-11-01T12:00:00Z', '2026-11-01T12:00:09Z']) {
    const response = await fetch(`${platform.apiUrl}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-gpc': '1' },
      body: JSON.stringify({ batch: [wrong], context, sentAt, writeKey: demoCredentials.writeKey }),
    })
    expect(response.status).toBe(200)
  }
  await platform.settled()
  const { events } = await platform.get<QuarantineList>('/v1/quarantine')
  const sentWith = { hasPrivacySignal: true, sentAt: '2026-11-01T12:00:00Z', context }
  expect(events.map(({ bytes }) => JSON.parse(bytes.slice(bytes.indexOf(',') + 1)))).toEqual([
    { fields: wrong, sentWith },
  ])
  const replayed = await platform.api(`/v1/quarantine/${events[0]?.id}/replay`, { method: 'POST' })
  expect(await replayed.json()).toMatchObject({ accepted: 0, quarantined: 1 })
})
