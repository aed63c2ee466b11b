import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { QuarantinedEvent, QuarantineList } from '#shared/contracts/quarantine.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform?.remove())

const { writeKey } = demoCredentials

const send = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${platform.apiUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
const sendBatch = (parts: object, headers?: Record<string, string>) =>
  send('/v1/batch', JSON.stringify({ ...parts, writeKey }), headers)

/** What is in quarantine of the calls of a user, the newest last. */
async function keptOf(userId: string): Promise<QuarantinedEvent[]> {
  await platform.settled()
  const { events } = await platform.get<QuarantineList>('/v1/quarantine?limit=200')
  return events.filter(({ bytes }) => bytes.includes(`"userId":"${userId}"`)).toReversed()
}

const written = ({ bytes }: QuarantinedEvent) => JSON.parse(bytes.slice(bytes.indexOf(',') + 1))

it('a wrong call of a batch is kept once, with what the batch and the browser said of it', async () => {
  const wrong = { type: 'track', userId: 'objecting', messageId: 'gpc-wrong' }
  const context = { consent: { categoryPreferences: { Analytics: false } } }
  // The second time as a library tries again, which stamps its sending anew.
  for (const sentAt of ['2026-11-01T12:00:00Z', '2026-11-01T12:00:09Z'])
    expect((await sendBatch({ batch: [wrong], context, sentAt }, { 'sec-gpc': '1' })).status).toBe(200)
  const events = await keptOf('objecting')
  const sentWith = { hasPrivacySignal: true, sentAt: '2026-11-01T12:00:00Z', context }
  expect(events.map(written)).toEqual([{ fields: wrong, sentWith }])
  const replayed = await platform.api(`/v1/quarantine/${events[0]?.id}/replay`, { method: 'POST' })
  expect(await replayed.json()).toMatchObject({ accepted: 0, quarantined: 1 })
})

it('a visitor who objects is not lost behind one who sent the same and did not', async () => {
  const wrong = { type: 'track', userId: 'twins', messageId: 'same' }
  for (const headers of [{}, { 'sec-gpc': '1' }, {}, { 'sec-gpc': '1' }])
    expect((await sendBatch({ batch: [wrong] }, headers)).status).toBe(200)
  const [plain, objecting, ...others] = await keptOf('twins')
  expect([plain?.bytes, others]).toEqual([JSON.stringify(wrong), []])
  expect(objecting && written(objecting)).toEqual({ fields: wrong, sentWith: { hasPrivacySignal: true } })
})

it('a single wrong call is answered 422 and kept, with what its request said and without its key', async () => {
  const wrong = { userId: 'alone', messageId: 'alone-1', properties: [] }
  for (let time = 0; time < 2; time += 1) {
    const response = await send('/v1/page', JSON.stringify({ ...wrong, writeKey }), { 'sec-gpc': '1' })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({
      code: 'invalid-content',
      detail: '/properties is not an object; it is kept in quarantine',
      errors: [{ pointer: '/properties', detail: 'is not an object' }],
    })
  }
  const [kept, ...others] = await keptOf('alone')
  expect([kept?.reason, kept?.source, others]).toEqual(['invalid-call', 'tracking/web', []])
  const sentWith = { kind: 'page', hasPrivacySignal: true }
  expect(kept && written(kept)).toEqual({ fields: wrong, sentWith })
  const replayed = await platform.api(`/v1/quarantine/${kept?.id}/replay`, { method: 'POST' })
  expect(await replayed.json()).toMatchObject({
    quarantined: 1,
    problems: [{ reason: 'invalid-call', detail: '/properties is not an object' }],
  })
})

it('what is too large or nested without end is refused, and nothing of it is kept', async () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
  const call = (properties: string) => `{"type":"track","userId":"endless","properties":${properties}`
  const answers = [
    await send('/v1/track', `${call(nested(10_000))},"writeKey":"${writeKey}"}`),
    await send('/v1/track', `${call(`["${'x'.repeat(33_000)}"]`)},"writeKey":"${writeKey}"}`),
    await send('/v1/batch', `{"batch":[${call(nested(10_000))}}],"writeKey":"${writeKey}"}`),
    await send(
      '/v1/batch',
      `{"batch":[${call('[]')}}],"context":${nested(10_000)},"writeKey":"${writeKey}"}`,
    ),
  ]
  expect(answers.map(({ status }) => status)).toEqual([413, 413, 413, 400])
  expect(await keptOf('endless')).toEqual([])
})
