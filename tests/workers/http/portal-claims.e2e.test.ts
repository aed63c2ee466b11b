import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { patronClient } from '#shared/contracts/client.ts'
import type { CustomerList } from '#shared/contracts/customers.ts'
import { cheapHash } from '#tests/support/cheap-hash.ts'
import { good } from '#tests/support/good.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

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
    .bind(`usr_${name}`, `${name}@people.example`, await cheapHash(password))
    .run()
}

/** Events of a sender who has a secret: the shop's own server. */
async function tell(...batch: object[]): Promise<void> {
  const response = await platform.api('/v1/batch', {
    method: 'POST',
    body: JSON.stringify({ batch }),
    headers: {
      authorization: `Basic ${btoa(`${demoCredentials.apiKey}:`)}`,
      'content-type': 'application/json',
    },
  })
  expect(response.status).toBe(200)
  await platform.settled()
}

async function portalOf(name: string) {
  const email = `${name}@people.example`
  await addAccount(name, 'open-sesame-1')
  return client((await good(client('').createSession({ email, password: 'open-sesame-1' }))).token)
}

it('the portal shows nobody whose number, with no address, a write key alone ties to an account', async () => {
  await tell({ type: 'identify', userId: 'yves', traits: { phone: '+442079460003', city: 'Whitby' } })
  const own = await portalOf('zoe')
  await send({
    type: 'identify',
    anonymousId: 'zoe',
    traits: { email: 'zoe@people.example', phone: '+442079460003' },
  })
  expect(await customer('zoe')).not.toBe('')
  expect(await own.getOwnData()).toMatchObject({ ok: false, failure: { status: 409 } })
})

it('the portal shows a person whose second address the shop itself knows', async () => {
  await tell(
    { type: 'identify', userId: 'una', traits: { email: 'una@people.example', phone: '+442079460004' } },
    { type: 'identify', userId: 'una', traits: { email: 'una@work.example' } },
  )
  const own = await portalOf('una')
  await send({ type: 'page', anonymousId: 'una-browser', name: 'Home' })
  expect((await good(own.getOwnData())).customer).not.toBeNull()
})

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
    const own = await portalOf(name)
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
