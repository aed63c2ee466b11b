import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CustomerList } from '#shared/contracts/customers.ts'
import type { DestinationList } from '#shared/contracts/destinations.ts'
import { signTwilio } from '#shared/sources/twilio/sign.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type DashboardVisit, visitDashboard } from '#tests/support/dashboard-visit.ts'
import { type FakeVendor, startFakeVendor, type VendorCallSeen } from '#tests/support/fake-vendor.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const accountSid = 'AC7f3b2c1d9e8a4f60b5c4d3e2f1a09b87'
const phones: Record<string, string> = { ada: '+447700900123', cy: '+447700900125' }

const browser = await launchBrowser()
let platform: TestPlatform
let crm: FakeVendor
let twilio: FakeVendor

const records = ({ body }: VendorCallSeen): Record<string, unknown>[] => JSON.parse(body)

beforeAll(async () => {
  platform = await startTestPlatform({ withDashboard: true })
  crm = await startFakeVendor((seen) => ({
    status: 200,
    body: {
      results:
        seen.path === '/people'
          ? records(seen).map(({ id, mail }) =>
              mail === 'ada@shop.example' ? { number: `n-${id}` } : { error: `${mail} is on the stop list` },
            )
          : [],
    },
  }))
  twilio = await startFakeVendor(() => ({ status: 201, body: { sid: 'SMout1', status: 'queued' } }))
  await connect('rest', 'Our own CRM', { list: { url: `${crm.url}/list` } }, { headerValue: 'Bearer hush' })
  for (const name of ['ada', 'bob', 'cy', 'dee']) {
    const email = `${name}@shop.example`
    const phone = phones[name]
    const refused = { type: 'SMS', key: phone, status: 'UNSUBSCRIBED' }
    await platform.track('identify', {
      userId: name,
      traits: { email, phone, firstName: name, plan: 'gold' },
      context: name === 'cy' ? { messaging_subscriptions: [refused] } : {},
    })
  }
  await platform.settled()
})

afterAll(async () => {
  await browser?.close()
  await Promise.all([platform?.remove(), crm?.stop(), twilio?.stop()])
})

async function connect(
  source: string,
  label: string,
  settings: object,
  credentials: object,
  secret?: string,
): Promise<void> {
  const response = await platform.api('/v1/connections', {
    method: 'POST',
    body: JSON.stringify({ source, connectionId: 'shop', label, settings, credentials, secret }),
    headers: { 'content-type': 'application/json' },
  })
  expect(response.status).toBe(201)
}

async function visitAsStaff(options = {}): Promise<DashboardVisit> {
  const visit = await visitDashboard(browser, platform.dashboardUrl ?? '', options)
  await visit.enter()
  return visit
}

async function customerOf(name: string): Promise<string> {
  const found = await platform.get<CustomerList>(`/v1/customers?identifier=email:${name}%40shop.example`)
  return found.customers[0]?.id ?? 'nobody'
}

it.skipIf(browser === undefined)('makes a destination, without script', async () => {
  const visit = await visitAsStaff({ javaScriptEnabled: false })
  const { page } = visit
  await visit.goto('/destinations')
  await page.getByRole('link', { name: 'Send customers to a system' }).click()
  await page.getByRole('link', { name: /^Send to it/ }).click()
  await page.getByLabel('Name', { exact: true }).fill('People in the CRM')
  await page.getByRole('radio', { name: /^Everybody who did not say no/ }).check()
  await page.locator('[name="property:0"]').fill('mail')
  await page.locator('[name="field:1"]').selectOption('Nothing')
  await page.locator('[name="property:1"]').fill('')
  await page.locator('[name="field:3"]').selectOption('Number of orders')
  await page.locator('[name="property:3"]').fill('orders')
  await page.getByRole('button', { name: 'More rows' }).click()
  // What was filled in moved up, and there are more rows below.
  expect(await page.locator('[name="field:1"]').inputValue()).toBe('orderCount')
  await page.locator('[name="field:7"]').selectOption('Marketing by e-mail')
  await page.locator('[name="property:7"]').fill('mayMail')
  await page.getByText('Traits, and values').click()
  await page.locator('[name="trait:0"]').fill('plan')
  await page.locator('[name="traitProperty:0"]').fill('plan')
  await page.getByLabel('Path that takes records').fill('people')
  await page.getByLabel('Path that is told who is to go').fill('/gone')
  await page.getByLabel('Where the answer has one result').fill('/results')
  await page.getByLabel('In a result: why it was refused').fill('/error')
  await page.getByLabel('In a result: the other system').fill('/number')
  await page.getByRole('button', { name: 'Make destination' }).click()
  const field = page.locator('.field').filter({ hasText: 'Path that takes records' })
  expect(await field.locator('.field-error').innerText()).toContain('must be a path')
  await page.getByLabel('Path that takes records').fill('/people')
  await page.getByRole('button', { name: 'Make destination' }).click()
  await page.getByRole('heading', { level: 1, name: 'People in the CRM' }).waitFor()
  const { destinations } = await platform.get<DestinationList>('/v1/destinations')
  expect(destinations).toMatchObject([
    {
      fields: [
        { field: 'email', property: 'mail' },
        { field: 'orderCount', property: 'orders' },
        { field: 'consent:marketing:email', property: 'mayMail' },
        { field: 'trait:plan', property: 'plan' },
      ],
      audience: { hasEmail: true },
      purpose: { purpose: 'marketing', channel: 'email' },
      everyMinutes: 60,
      options: { path: '/people', results: { list: '/results' } },
    },
  ])
  await visit.close()
})

it.skipIf(browser === undefined)(
  'shows a run as it goes, what was refused, and ends what it began',
  async () => {
    const visit = await visitAsStaff()
    const { page } = visit
    await visit.goto('/destinations')
    await page.getByRole('link', { name: 'People in the CRM' }).click()
    crm.answerNext({ status: 429, body: {}, headers: { 'retry-after': '5' } })
    await page.getByRole('button', { name: 'Start now' }).click()
    await page.getByRole('progressbar').waitFor()
    await page.getByText('1 sent, 3 refused.').waitFor()
    const refused = page.locator('.problem-groups > li')
    expect(await refused.count()).toBe(1)
    expect(await refused.innerText()).toMatch(
      /3 customers\s+could not be sent\s+Such as: \w+@shop.example is on the stop list/,
    )
    await refused.getByText('Whose they are').click()
    expect(await refused.getByRole('link').count()).toBe(3)

    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Spent, at least (GBP)').fill('12.5')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Spent at least £12.50').waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Nothing is sent, nor is it told who was erased.').waitFor()

    await visit.goto('/connections/rest/shop')
    await page.getByRole('link', { name: 'People in the CRM' }).click()
    await page.getByRole('heading', { level: 1, name: 'People in the CRM' }).waitFor()
    await page.getByRole('link', { name: 'Delete' }).click()
    await page.getByLabel('To delete it').fill('People')
    await page.getByRole('button', { name: 'Delete the destination' }).click()
    await page.getByText('Type People in the CRM, just so.').waitFor()
    await page.getByLabel('To delete it').fill('People in the CRM')
    await page.getByRole('button', { name: 'Delete the destination' }).click()
    await page.getByText('Nothing is sent anywhere yet').waitFor()
    expect(visit.complaints).toEqual([])
    await visit.close()
  },
)

it.skipIf(browser === undefined)('sends a message once, and shows what becomes of it', async () => {
  const visit = await visitAsStaff()
  const { page } = visit
  const path = `/customers/${await customerOf('ada')}`
  await visit.goto(path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.getByRole('link', { name: 'Send a message' }).count()).toBe(0)

  const settings = { apiUrl: twilio.url, smsSender: '+442071838751', whatsappSender: '+442071838750' }
  await connect('twilio', 'Shop', settings, { accountSid, authToken: 'hush' }, 'the auth token')
  await visit.goto(path)
  await page.getByRole('link', { name: 'Send a message' }).click()
  await page.getByLabel('By', { exact: true }).selectOption('SMS, Shop')
  await page.getByRole('radio', { name: /^An answer/ }).check()
  await page.getByLabel('Text', { exact: true }).fill('Your parcel is on its way')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Sent. Taken by the vendor').waitFor()
  const list = page.getByRole('list', { name: 'Messages, the newest first' })
  await list.getByText('Your parcel is on its way').waitFor()
  // The form is empty again, and has a key of its own.
  await expect.poll(() => page.getByLabel('Text', { exact: true }).inputValue()).toBe('')

  const told = { MessageSid: 'SMout1', MessageStatus: 'delivered', AccountSid: accountSid }
  const form = new URLSearchParams({ ...told, From: '+442071838751', To: phones.ada ?? '' }).toString()
  const body = new Uint8Array(new TextEncoder().encode(form))
  const signed = await signTwilio('http://127.0.0.1:8787/webhooks/twilio/shop', body, 'the auth token')
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signed }
  const answer = await fetch(`${platform.apiUrl}/webhooks/twilio/shop`, { method: 'POST', body, headers })
  expect(answer.status).toBe(200)
  await list.getByText('Delivered').waitFor()
  expect(visit.complaints).toEqual([])
  await visit.close()
})

it.skipIf(browser === undefined)(
  'sends no form twice and no marketing to who said no, without script',
  async () => {
    const visit = await visitAsStaff({ javaScriptEnabled: false })
    const { page } = visit
    await visit.goto(`/customers/${await customerOf('cy')}/message`)
    expect(await page.getByRole('region', { name: 'Marketing' }).innerText()).toMatch(
      /WhatsApp\s+Never asked[\s\S]*SMS\s+Not allowed\s+They said no on/,
    )
    const sentBefore = twilio.seen.length
    await page.getByLabel('By', { exact: true }).selectOption('SMS, Shop')
    await page.getByLabel('Text', { exact: true }).fill('Sale')
    await page.getByRole('radio', { name: /^Marketing/ }).check()
    await page.getByRole('button', { name: 'Send' }).click()
    expect(await page.getByRole('alert').innerText()).toMatch(/Not sent\. The person refused marketing/)
    expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('Sale')

    await page.getByRole('radio', { name: /^An answer/ }).check()
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Sent. Taken by the vendor').waitFor()
    // The same form once more.
    await page.reload()
    await page.getByText('It was sent before, and not again.').waitFor()
    expect(twilio.seen.length - sentBefore).toBe(1)
    await visit.close()
  },
)
