import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CustomerList, Timeline } from '#shared/contracts/customers.ts'
import { problemSchema } from '#shared/contracts/problems.ts'
import type { QrCodeChanges, QrCodeList, QrCodeView } from '#shared/contracts/qr-codes.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { visitDashboard } from '#tests/support/dashboard-visit.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const browser = await launchBrowser()
const otherKey = 'key-of-the-other'
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4, withDashboard: true })
  await addTenant(await platform.database(), 'other', otherKey)
})
afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

function send(method: string, path: string, body: unknown): Promise<Response> {
  return platform.api(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

async function create(fields: object = {}): Promise<QrCodeView> {
  const response = await send('POST', '/v1/qr-codes', {
    label: 'Till 2',
    targetUrl: 'https://shop.example/loyalty',
    storeId: 'Bristol',
    campaign: 'Autumn',
    ...fields,
  })
  expect(response.status).toBe(201)
  return (await response.json()) as QrCodeView
}

async function change(code: string, changes: QrCodeChanges): Promise<QrCodeView> {
  const response = await send('PATCH', `/v1/qr-codes/${code}`, changes)
  expect(response.status).toBe(200)
  return (await response.json()) as QrCodeView
}

function scan(code: string, search = '', headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${platform.apiUrl}/q/${code}${search}`, { headers, redirect: 'manual' })
}

function cookieOf(response: Response): string {
  return /patron_id=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? ''
}

async function scanCountOf(code: string): Promise<number | undefined> {
  const { qrCodes } = await platform.get<QrCodeList>('/v1/qr-codes?limit=200')
  return qrCodes.find((one) => one.code === code)?.scanCount
}

async function customersWith(identifier: string): Promise<CustomerList['customers']> {
  await platform.settled()
  const path = `/v1/customers?identifier=${encodeURIComponent(identifier)}`
  return (await platform.get<CustomerList>(path)).customers
}

describe('a scan', () => {
  it('makes one customer of a bill at the till and a visitor of the web shop', async () => {
    const { code, scanUrl } = await create()
    expect(new URL(scanUrl).pathname).toBe(`/q/${code}`)
    await platform.track('track', {
      event: 'Order Completed',
      userId: 'till-customer',
      messageId: 'bill-917',
      context: { channel: 'pos' },
      properties: { order_id: 'B-917', total: 12, receipt_number: '000917', store: 'Bristol' },
    })
    const response = await scan(code, '?r=000917')
    expect([response.status, response.headers.get('location')]).toEqual([302, 'https://shop.example/loyalty'])
    expect(response.headers.get('cache-control')).toBe('no-store')
    const cookie = cookieOf(response)
    await platform.track('page', { anonymousId: cookie, name: 'Loyalty', messageId: 'page-after-scan' })

    const [customer, ...others] = await customersWith(`cookie_id:${cookie}`)
    expect(others).toEqual([])
    expect(await customersWith('external_id:till-customer')).toEqual([customer])
    const { items } = await platform.get<Timeline>(`/v1/customers/${customer?.id}/timeline`)
    const found = items.find(({ name }) => name === 'QR Code Scanned')
    expect(found).toMatchObject({
      source: `qr/${code}`,
      channel: 'qr',
      properties: { code, store: 'Bristol', campaign: 'Autumn', receipt_number: '000917' },
    })
    expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(['Loyalty', 'Order Completed']))
  })

  it('is counted once each, at once, and not when a browser only looks ahead', async () => {
    const { code } = await create()
    expect(await scanCountOf(code)).toBe(0)
    const first = await scan(code)
    await scan(code, '', { cookie: `patron_id=${cookieOf(first)}` })
    await scan(code, '?r=7', { dnt: '1' })
    await scan(code, '', { 'sec-purpose': 'prefetch' })
    await fetch(`${platform.apiUrl}/q/${code}`, { method: 'HEAD', redirect: 'manual' })
    // Nobody is kept waiting for longer than a second until it is written down.
    await expect.poll(() => scanCountOf(code)).toBe(3)
    await platform.settled()
    expect(await scanCountOf(code)).toBe(3)
  })

  it('of a code printed in capitals leads on as well', async () => {
    const { code } = await create()
    expect((await scan(code.toUpperCase())).status).toBe(302)
  })

  it.each(['nobodys1', 'a', '..%2F..%2Fv1', `${'x'.repeat(500)}`, '%00', "' or 1=1 --"])(
    'of %s finds a plain page that says so',
    async (code) => {
      const response = await scan(encodeURIComponent(code))
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toContain('text/html')
      expect(response.headers.get('set-cookie')).toBeNull()
      expect(await response.text()).toContain('does not lead anywhere')
    },
  )

  it('finds the page as well when the code is switched off, until it is on again', async () => {
    const { code } = await create()
    expect((await scan(code)).status).toBe(302)
    await change(code, { isActive: false })
    expect((await scan(code)).status).toBe(404)
    await expect.poll(() => scanCountOf(code)).toBe(1)
    await change(code, { isActive: true, targetUrl: 'https://shop.example/elsewhere' })
    expect((await scan(code)).headers.get('location')).toBe('https://shop.example/elsewhere')
  })
})

describe('the codes', () => {
  it('are listed newest first, in pages', async () => {
    const made = [
      await create({ label: 'One' }),
      await create({ label: 'Two' }),
      await create({ label: 'Three' }),
    ]
    const first = await platform.get<QrCodeList>('/v1/qr-codes?limit=2')
    expect(first.qrCodes.map(({ label }) => label)).toEqual(['Three', 'Two'])
    const second = await platform.get<QrCodeList>(`/v1/qr-codes?limit=2&cursor=${first.nextCursor}`)
    expect(second.qrCodes[0]).toEqual(made[0])
    expect(second.total).toBe(first.total)
  })

  it('are changed field by field, and told what they were changed to', async () => {
    const before = await create()
    const after = await change(before.code, { label: 'Till 3', storeId: null, campaign: '' })
    expect(after).toEqual({ ...before, label: 'Till 3', storeId: null, campaign: null })
    expect(await change(before.code, {})).toEqual(after)
  })

  it('come as a picture for print', async () => {
    const { code } = await create()
    const response = await platform.api(`/v1/qr-codes/${code}.svg`)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'image/svg+xml; charset=utf-8',
    ])
    expect(await response.text()).toMatch(/^<svg /)
    expect((await platform.api('/v1/qr-codes/nobodys1.svg')).status).toBe(404)
    expect((await fetch(`${platform.apiUrl}/v1/qr-codes/${code}.svg`)).status).toBe(401)
  })

  it('of one tenant do not exist for another', async () => {
    const { code } = await create()
    const headers = { authorization: `Bearer ${otherKey}`, 'content-type': 'application/json' }
    const list = await (await platform.api('/v1/qr-codes', { headers })).json()
    expect(list).toMatchObject({ qrCodes: [], total: 0 })
    expect((await platform.api(`/v1/qr-codes/${code}.svg`, { headers })).status).toBe(404)
    const changed = await platform.api(`/v1/qr-codes/${code}`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify({ targetUrl: 'https://evil.example' }),
    })
    expect(changed.status).toBe(404)
    expect((await scan(code)).headers.get('location')).toBe('https://shop.example/loyalty')
  })

  it.each([
    [{ targetUrl: 'javascript:alert(1)' }, '/targetUrl'],
    [{ targetUrl: '//evil.example' }, '/targetUrl'],
    [{ targetUrl: '/loyalty' }, '/targetUrl'],
    [{ targetUrl: 'https://user:secret@shop.example' }, '/targetUrl'],
    [{ targetUrl: `https://shop.example/${'x'.repeat(2000)}` }, '/targetUrl'],
    [{ label: ' ' }, '/label'],
    [{ storeId: 7 }, '/storeId'],
  ])('are not made of %j', async (fields, pointer) => {
    const response = await send('POST', '/v1/qr-codes', {
      label: 'L',
      targetUrl: 'https://shop.example',
      ...fields,
    })
    const problem = problemSchema.parse(await response.json())
    expect([response.status, problem.errors?.map((error) => error.pointer)]).toEqual([422, [pointer]])
  })
})

it.skipIf(browser === undefined)('the dashboard makes, shows, changes and switches off a code', async () => {
  const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
  const { page } = visit
  await visit.signIn()
  await visit.goto('/qr-codes')
  await page.getByLabel('Name').fill('Shop window')
  await page.getByLabel('Leads to').fill('https://user:secret@shop.example')
  await page.getByRole('button', { name: 'Make code' }).click()
  await page.getByText('is not an address that begins with').waitFor()
  expect(await page.getByLabel('Name').inputValue()).toBe('Shop window')
  await page.getByLabel('Leads to').fill('https://shop.example/window')
  await page.getByRole('button', { name: 'Make code' }).click()

  const row = page.getByRole('row').filter({ hasText: 'Shop window' })
  const picture = row.getByRole('img', { name: 'QR code of Shop window' })
  await picture.scrollIntoViewIfNeeded()
  await page.waitForFunction(`document.querySelector('img[alt="QR code of Shop window"]')?.naturalWidth > 0`)
  const download = page.waitForEvent('download')
  await row.getByRole('link', { name: 'Download' }).click()
  expect((await download).suggestedFilename()).toMatch(/^qr-\w{8}\.svg$/)

  await row.getByRole('link', { name: 'Edit' }).click()
  await page.getByRole('heading', { name: 'Change Shop window' }).waitFor()
  await page.getByLabel('Campaign').fill('Winter')
  await page.getByRole('button', { name: 'Save' }).click()
  await row.getByText('Winter').waitFor()
  await row.getByRole('button', { name: 'Switch off' }).click()
  await row.getByText('Off', { exact: true }).waitFor()
  expect(visit.complaints).toEqual([])
  await visit.close()
})
