import { afterAll, beforeAll, expect, it } from 'vitest'
import { patronClient } from '#shared/contracts/client.ts'
import type { CustomerList } from '#shared/contracts/customers.ts'
import { good } from '#tests/support/good.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'
import { hashPassword } from '#workers/credentials/password.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(() => platform?.remove())

const client = (token: string) =>
  patronClient({ fetch: (request) => fetch(request), baseUrl: platform.apiUrl, token })

async function send(call: object): Promise<void> {
  expect((await platform.track('batch', { batch: [call] })).status).toBe(200)
  await platform.settled()
}

async function customer(name: string): Promise<string> {
  const path = `/v1/customers?identifier=${encodeURIComponent(`email:${name}@people.example`)}`
  return (await platform.get<CustomerList>(path)).customers[0]?.id ?? ''
}

async function addAccount(name: string, password: string): Promise<void> {
  await (await platform.database())
    .prepare(
      `insert into user_account (user_id, email, tenant_id, display_name, role, password_hash, is_demo, created_at)
       values (?, ?, 'demo', 'Somebody', 'customer', ?, 0, 0)`,
    )
    .bind(`usr_${name}`, `${name}@people.example`, await hashPassword(password))
    .run()
}

it.each([
  ['vera', 'wim', '+442079460001', { anonymousId: 'vera', traits: { phone: '+442079460001' } }],
  ['olga', 'xaver', '+442079460002', { userId: 'xaver', traits: {} }],
])(
  'the portal shows nobody whom a write key alone made one person with them: %s',
  async (name, victim, phone, claim) => {
    await send({
      type: 'identify',
      userId: victim,
      traits: { email: `${victim}@people.example`, phone, city: 'Whitby' },
    })
    const email = `${name}@people.example`
    await addAccount(name, 'open-sesame-1')
    const own = client((await good(client('').createSession({ email, password: 'open-sesame-1' }))).token)
    expect((await good(own.getOwnData())).customer).toBeNull()

    await send({ type: 'identify', ...claim, traits: { ...claim.traits, email } })
    expect(await customer(name)).toBe(await customer(victim))
    const answers = [own.getOwnData(), own.listOwnRequests(), own.requestOwnExport()]
    for (const answer of [...answers, own.requestOwnErasure('delete')]) {
      expect(await answer).toMatchObject({ ok: false, failure: { status: 409 } })
    }
    expect(await customer(victim)).not.toBe('')
  },
)
