import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RateLimits } from '#durable-objects/rate-limits/rate-limits.ts'
import {
  limitOfAccount,
  limitOfNotedRefusals,
  limitOfWrongCredentials,
  limitsOfCaller,
} from '#shared/access/rate-limits.ts'
import { problemSchema } from '#shared/contracts/problems.ts'
import { eachOf } from '#tests/support/all-operations.ts'
import { addKey, addTenants } from '#tests/support/callers.ts'
import { fastestOf } from '#tests/support/fastest-of.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
let quietKey: string

beforeAll(async () => {
  // As strict as usual, divided by ten, so that a flood is short.
  platform = await startTestPlatform({ customerCellCount: 4, vars: { RATE_LIMIT_SCALE: '0.1' } })
  const database = await platform.database()
  await addTenants(database, ['noisy', 'quiet'])
  quietKey = await addKey(database, { tenantId: 'quiet', role: 'owner' })
})
afterAll(() => platform?.remove())

const ask = (key: string, path: string, init: RequestInit = {}) =>
  fetch(platform.apiUrl + path, {
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers, authorization: `Bearer ${key}` },
  })
const noisyKey = async () => addKey(await platform.database(), { tenantId: 'noisy', role: 'owner' })

async function refusal(response: Response): Promise<void> {
  expect(response.status).toBe(429)
  expect(problemSchema.parse(await response.json()).code).toBe('too-many-requests')
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
}

describe('a caller', () => {
  it('is told with each answer how much is left', async () => {
    const key = await noisyKey()
    const capacity = limitsOfCaller.read.capacity / 10
    for (const used of [1, 2, 3]) {
      const { headers } = await ask(key, '/v1/sources')
      expect(headers.get('ratelimit-limit')).toBe(String(capacity))
      expect(Number(headers.get('ratelimit-remaining'))).toBeGreaterThanOrEqual(capacity - used)
      expect(Number(headers.get('ratelimit-remaining'))).toBeLessThan(capacity)
      expect(headers.get('ratelimit-policy')).toBe(`${capacity};w=10`)
    }
  })

  it.each([
    ['writes', 'write', () => ({ path: '/v1/qr-codes', init: { method: 'POST', body: '{}' } })],
    ['expensive calls', 'expensive', () => ({ path: '/v1/audit/verification', init: {} })],
  ] as const)('gets 429 after so many %s, and goes on with others', async (_, kind, call) => {
    const key = await noisyKey()
    const { path, init } = call()
    const capacity = limitsOfCaller[kind].capacity / 10
    const answers = await eachOf(Array.from({ length: capacity * 3 }), 8, () => ask(key, path, init))
    const refused = answers.filter(({ status }) => status === 429)
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(capacity)
    expect(refused.length).toBeGreaterThan(0)
    await refusal(refused[0] as Response)
    expect((await ask(key, '/v1/sources')).status).toBe(200)
  })

  it('who only guesses keys gets 429 instead of 401', async () => {
    const guesses = (limitOfWrongCredentials.capacity / 10) * 3
    const answers = await eachOf(Array.from({ length: guesses }), 8, () => ask('pk_wrong', '/v1/customers'))
    expect(answers[0]?.status).toBe(401)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]))
    // Others at the same address who have a key are let in.
    expect((await ask(quietKey, '/v1/customers')).status).toBe(200)
  })

  it('who only guesses a password gets 429, for the account and from everywhere', async () => {
    const guess = (index: number) =>
      fetch(`${platform.apiUrl}/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'cf-connecting-ip': `203.0.113.${index}` },
        body: JSON.stringify({ email: ' Victim@Shop.example', password: 'guess' }),
      })
    const answers = await eachOf(
      Array.from({ length: limitOfAccount.capacity / 10 + 3 }, (_, index) => index),
      1,
      guess,
    )
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 429, 429, 429])
    await refusal(answers.at(-1) as Response)
  })
})

describe('the audit log', () => {
  it('is not filled by whoever goes on trying a key that was revoked', async () => {
    const database = await platform.database()
    const key = await addKey(database, { tenantId: 'noisy', role: 'analyst', revokedAt: 1 })
    const fromAddress = (index: number) =>
      ask(key, '/v1/customers', { headers: { 'cf-connecting-ip': `192.0.2.${index}` } })
    const tries = Array.from({ length: 60 }, (_, index) => index)
    const answers = await eachOf(tries, 8, fromAddress)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
    const countNoted = () =>
      database
        .prepare("select count(*) as count from audit_log where actor = 'api-key:refused'")
        .first<number>('count')
    // They are written down behind the answers.
    await expect.poll(countNoted).toBeGreaterThanOrEqual(1)
    await new Promise((resolve) => setTimeout(resolve, 500))
    const most = limitOfNotedRefusals.capacity / 10
    expect(await countNoted()).toBeLessThanOrEqual(most + 1)
  })
})

describe('a limit', () => {
  /** What another instance of the Worker says it took. */
  async function tookElsewhere(object: string, name: string, taken: number, capacity: number): Promise<void> {
    const namespace = await platform.miniflare.getDurableObjectNamespace('RATE_LIMITS', 'patron-api')
    const stub = namespace.get(namespace.idFromName(object)) as unknown as Pick<RateLimits, 'report'>
    await stub.report({ name, taken, tokensLeft: capacity, rule: { capacity, perSecond: capacity / 10 } })
  }
  const soon = () => new Promise((resolve) => setTimeout(resolve, 1_100))

  it('of a key is one for all instances of the Worker', async () => {
    const key = await noisyKey()
    const capacity = limitsOfCaller.read.capacity / 10
    const first = await ask(key, '/v1/sources')
    expect(Number(first.headers.get('ratelimit-remaining'))).toBeGreaterThan(capacity - 3)
    await soon()
    await ask(key, '/v1/sources')
    await tookElsewhere('noisy:limits', `read/noisy/${key.split('_')[2]}`, capacity * 2, capacity)
    await soon()
    // The report that is due goes behind the first of these answers.
    let refused = await ask(key, '/v1/sources')
    await expect
      .poll(async () => {
        refused = await ask(key, '/v1/sources')
        return refused.status
      })
      .toBe(429)
    expect([refused.headers.get('ratelimit-remaining'), refused.headers.get('ratelimit-limit')]).toEqual([
      '0',
      String(capacity),
    ])
    // Below nothing by what was taken too much: that has to flow in first.
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(1)
    await refusal(refused)
    expect((await ask(quietKey, '/v1/sources')).status).toBe(200)
  })
})

describe('a tenant that floods', () => {
  it('is refused, and another goes on as before', async () => {
    const key = await noisyKey()
    const quietly = async () => {
      const beganMs = performance.now()
      const { status } = await ask(quietKey, '/v1/customers')
      return { status, ms: performance.now() - beganMs }
    }
    const alone = await eachOf(Array.from({ length: 30 }), 1, quietly)
    let isFlooding = true
    const flood = eachOf(Array.from({ length: 4 }), 4, async () => {
      const statuses: number[] = []
      while (isFlooding) statuses.push((await ask(key, '/v1/audit/verification')).status)
      return statuses
    })
    // Until the noisy one has used up what it had.
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const p95 = (calls: readonly { ms: number }[]) =>
      calls.map(({ ms }) => ms).sort((left, right) => left - right)[Math.floor(calls.length * 0.95)] ?? 0
    // The flood comes over the same two cores, so it costs something; refused calls cost little.
    const enoughMs = Math.max(250, p95(alone) * 10)
    const besideMs = await fastestOf(3, enoughMs, async () => {
      const beside = await eachOf(Array.from({ length: 60 }), 1, quietly)
      expect(beside.map(({ status }) => status)).toEqual(beside.map(() => 200))
      return p95(beside)
    })
    isFlooding = false
    const noisy = (await flood).flat()
    expect(noisy.filter((status) => status === 429).length).toBeGreaterThan(noisy.length / 4)
    expect(besideMs).toBeLessThan(enoughMs)
  })
})
