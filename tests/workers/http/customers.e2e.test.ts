import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  CustomerIdentityView,
  CustomerList,
  CustomerSummary,
  CustomerView,
  Timeline,
} from '#shared/contracts/customers.ts'
import type { Overview } from '#shared/contracts/overview.ts'
import { problemSchema } from '#shared/contracts/problems.ts'
import type { StreamStatus } from '#shared/contracts/streaming.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
const crowdCount = 57
const dayMs = 86_400_000
// Noon in UTC is the same day in London, summer and winter.
const yesterdayNoonMs = Math.floor(Date.now() / dayMs) * dayMs - dayMs / 2
const lastDay = new Date(yesterdayNoonMs).toISOString().slice(0, 10)
const isoDaysAgo = (days: number) => new Date(yesterdayNoonMs - days * dayMs).toISOString()

/** One order a person, of amounts that several share, so that pages meet ties; the last of them yesterday. */
const crowd = Array.from({ length: crowdCount }, (_, index) => ({
  email: `p${index}@crowd.example`,
  name: index % 2 === 0 ? 'Kim' : `Ünal ${index}`,
  daysAgo: crowdCount - 1 - index,
  pence: 100 * (1 + (index % 4)),
}))

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  await send(
    crowd.map(({ email, name, daysAgo, pence }, index) => ({
      type: 'track',
      event: 'Order Completed',
      messageId: `crowd-${index}`,
      anonymousId: `crowd-cookie-${index}`,
      timestamp: isoDaysAgo(daysAgo),
      context: { traits: { email, name }, channel: index % 3 === 0 ? 'pos' : 'web' },
      properties: { order_id: `C-${index}`, total: pence / 100 },
    })),
  )
  await send([
    {
      type: 'identify',
      userId: 'account-7',
      anonymousId: 'cookie-of-zoe',
      timestamp: isoDaysAgo(400),
      traits: {
        email: 'Zoë.O+Shop@Example.com ',
        phone: '020 7946 0018',
        loyaltyId: 'L-77',
        name: 'Zoë O’Hara 100% _ \\',
      },
      context: { device: { id: 'phone-of-zoe' } },
    },
    ...Array.from({ length: 23 }, (_, index) => ({
      type: 'track',
      event: 'Looked',
      userId: 'account-7',
      messageId: `look-${String(index).padStart(2, '0')}`,
      // In threes at the same moment.
      timestamp: isoDaysAgo(399 - Math.floor(index / 3)),
      properties: { receipt_number: 'R-9', store: 'Bath' },
    })),
  ])
})
afterAll(() => platform?.remove())

async function send(batch: readonly object[]): Promise<void> {
  expect(await (await platform.track('batch', { batch })).json()).toEqual({ success: true })
  await platform.settled()
}

function list(query: Record<string, string>): Promise<CustomerList> {
  return platform.get<CustomerList>(`/v1/customers?${new URLSearchParams(query)}`)
}

async function allPages(query: Record<string, string>): Promise<CustomerSummary[]> {
  const customers: CustomerSummary[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: CustomerList = await list(cursor === undefined ? query : { ...query, cursor })
    customers.push(...page.customers)
    cursor = page.nextCursor
  }
  return customers
}

describe('finding a customer by an identifier', () => {
  it.each([
    'email:zoë.o+shop@example.com',
    'email: ZOË.O+Shop@example.com ',
    'phone:+442079460018',
    'phone:020 7946 0018',
    'external_id:account-7',
    'external_id:tracking:account-7',
    'loyalty_id:L-77',
    'device_id:phone-of-zoe',
    'pos_bill:Bath:R-9',
  ])('%s leads to the one it belongs to', async (identifier) => {
    const { customers, total } = await list({ identifier })
    expect(customers.map(({ displayName }) => displayName)).toEqual(['Zoë O’Hara 100% _ \\'])
    expect(total).toBe(1)
  })

  it.each([
    'email:nobody@example.com',
    'external_id:other:account-7',
    'cookie_id:null',
    'phone:12',
    'phone:0000000000',
  ])('%s leads to nobody', async (identifier) =>
    expect(await list({ identifier })).toMatchObject({ customers: [], total: 0 }),
  )

  it.each(['zoe', 'email:', ':x', 'name:zoe', ''])('"%s" is answered 422', async (identifier) => {
    const response = await platform.api(`/v1/customers?${new URLSearchParams({ identifier })}`)
    expect(response.status).toBe(422)
    expect(problemSchema.parse(await response.json()).errors?.[0]?.pointer).toBe('/identifier')
  })
})

describe('the list of customers', () => {
  const keyOf = {
    displayName: (customer: CustomerSummary) => customer.displayName,
    revenue: (customer: CustomerSummary) => customer.revenue.amountMinor,
    orderCount: (customer: CustomerSummary) => customer.orderCount,
    lastSeenAt: (customer: CustomerSummary) => customer.lastSeenAt,
    firstSeenAt: (customer: CustomerSummary) => customer.firstSeenAt,
  }

  it.each(
    Object.keys(keyOf).flatMap((sort) =>
      ['asc', 'desc'].map((order) => ({ sort: sort as keyof typeof keyOf, order })),
    ),
  )('by $sort, $order, is complete and in order over pages, without repeats', async ({ sort, order }) => {
    const customers = await allPages({ sort, order, limit: '7' })
    expect(new Set(customers.map(({ id }) => id)).size).toBe(crowdCount + 1)
    expect(customers).toHaveLength(crowdCount + 1)
    for (const [index, customer] of customers.slice(1).entries()) {
      const before = customers[index]
      if (before === undefined) continue
      const [low, high] = order === 'asc' ? [before, customer] : [customer, before]
      expect(keyOf[sort](low) <= keyOf[sort](high)).toBe(true)
    }
  })

  it.each([
    ['kim', 29],
    ['KIM p4', 6],
    ['ünal', 28],
    ['p56@crowd', 1],
    ['100%', 1],
    ['_', 1],
    ['%', 1],
    ['\\', 1],
    ["' or 1=1 --", 0],
    ['x'.repeat(200), 0],
    ['é'.repeat(60), 0],
    ['   ', crowdCount + 1],
  ])('searched for "%s" shows those that fit, %i of them', async (query, count) => {
    const { customers, total } = await list({ query, limit: '200' })
    expect([customers.length, total]).toEqual([count, count])
  })

  it.each([
    'limit=0',
    'limit=201',
    'limit=ten',
    'sort=password',
    'order=up',
    `query=${'x'.repeat(201)}`,
    'cursor=%%%',
    'cursor=bm90IGpzb24',
    'cursor=eyJ2YWx1ZSI6e319',
    'cursor=',
    `cursor=${'A'.repeat(501)}`,
  ])('answers 422 to %s', async (query) => {
    const response = await platform.api(`/v1/customers?${query}`)
    expect([response.status, problemSchema.parse(await response.json()).code]).toEqual([
      422,
      'invalid-content',
    ])
  })

  it.each([
    'query=%00',
    'query=%ff%fe',
    'query=%F0%9F%92%A9',
    'query=a&query=b',
    'identifier=email:%00',
    'identifier=phone:%2B%2B%2B',
    'identifier=pos_bill:::',
    `identifier=email:${'a'.repeat(5000)}@x.example`,
    'cursor=eyJ2YWx1ZSI6MWUzMDgsImN1c3RvbWVySWQiOiJcdTAwMDAifQ',
    'sort=revenue&cursor=eyJ2YWx1ZSI6InRleHQiLCJjdXN0b21lcklkIjoiIn0',
    '__proto__[limit]=1',
    'limit=1e2',
    'limit=NaN',
  ])('never fails on a hostile query: %s', async (query) => {
    const response = await platform.api(`/v1/customers?${query}`)
    expect([200, 422]).toContain(response.status)
    await response.text()
  })
})

describe('one customer', () => {
  async function zoe(): Promise<CustomerSummary> {
    const [customer] = (await list({ identifier: 'external_id:account-7' })).customers
    if (customer === undefined) throw new Error('Zoë is gone')
    return customer
  }

  it('has a timeline that is complete over pages, newest first, without repeats', async () => {
    const { id } = await zoe()
    const items: Timeline['items'] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Timeline = await platform.get(
        `/v1/customers/${id}/timeline?limit=4${cursor && `&cursor=${cursor}`}`,
      )
      items.push(...page.items)
      cursor = page.nextCursor
    }
    expect(items).toHaveLength(24)
    expect(new Set(items.map((item) => item.id)).size).toBe(24)
    const moments = items.map(({ occurredAt }) => occurredAt)
    expect(moments).toEqual([...moments].sort().reverse())
    expect((await platform.api(`/v1/customers/${id}/timeline?cursor=eyJhIjoxfQ`)).status).toBe(422)
  })

  it('has its identifiers, each with where it came from', async () => {
    const identity = await platform.get<CustomerIdentityView>(`/v1/customers/${(await zoe()).id}/identity`)
    const bill = identity.identifiers.find(({ type }) => type === 'pos_bill')
    expect(bill).toMatchObject({ value: 'R-9', scope: 'Bath', eventCount: 23, firstEvent: { id: 'look-00' } })
    expect(new Set(identity.identifiers.map(({ type }) => type))).toEqual(
      new Set(['email', 'phone', 'external_id', 'loyalty_id', 'device_id', 'pos_bill']),
    )
  })

  it('that turned out to be another is found under both ids, as the one it is part of', async () => {
    await send([
      { type: 'track', event: 'Looked', userId: 'twin', messageId: 'twin-1' },
      { type: 'track', event: 'Looked', anonymousId: 'twin-cookie', messageId: 'twin-2' },
    ])
    const [older] = (await list({ identifier: 'external_id:twin' })).customers
    const [younger] = (await list({ identifier: 'cookie_id:twin-cookie' })).customers
    expect(younger?.id).not.toBe(older?.id)
    const totalBefore = (await list({ limit: '1' })).total
    await send([{ type: 'identify', userId: 'twin', anonymousId: 'twin-cookie', messageId: 'twin-3' }])

    const survivor = await platform.get<CustomerView>(`/v1/customers/${older?.id}`)
    expect(survivor).toMatchObject({ id: older?.id, mergedFrom: [younger?.id], features: { eventCount: 3 } })
    expect(await platform.get(`/v1/customers/${younger?.id}`)).toEqual(survivor)
    for (const part of ['timeline', 'identity']) {
      expect(await platform.get(`/v1/customers/${younger?.id}/${part}`)).toEqual(
        await platform.get(`/v1/customers/${older?.id}/${part}`),
      )
    }
    expect((await list({ limit: '1' })).total).toBe(totalBefore - 1)
    expect((await list({ identifier: 'cookie_id:twin-cookie' })).customers.map(({ id }) => id)).toEqual([
      older?.id,
    ])
  })

  it.each([
    'cus_01aaaaaaaaaaaaaaaaaaaa',
    'cus_',
    'x',
    '..%2f..%2f',
    'guest:x',
    '%00',
    'CUS_01AAAAAAAAAAAAAAAAAAAA',
  ])('that is not there is answered 404: %s', async (id) => {
    for (const part of ['', '/timeline', '/identity']) {
      expect((await platform.api(`/v1/customers/${id}${part}`)).status).toBe(404)
    }
  })
})

describe('the overview', () => {
  it('has the figures that a plain addition gives', async () => {
    const overview = await platform.get<Overview>(`/v1/overview?days=30&lastDay=${lastDay}`)
    const recent = crowd.filter(({ daysAgo }) => daysAgo < 30)
    const sum = (people: typeof crowd) => people.reduce((total, { pence }) => total + pence, 0)
    expect(overview.current).toMatchObject({
      orderCount: recent.length,
      revenue: { amountMinor: sum(recent), currency: 'GBP' },
      averageOrderValue: { amountMinor: Math.round(sum(recent) / recent.length) },
      activeCustomerCount: recent.length,
    })
    expect(overview.previous.revenue.amountMinor).toBe(sum(crowd) - sum(recent))
    expect(overview.allTime).toMatchObject({ orderCount: crowdCount, revenue: { amountMinor: sum(crowd) } })
    expect(overview.salesByDay).toHaveLength(30)
    expect(overview.salesByDay.reduce((total, day) => total + day.revenue.amountMinor, 0)).toBe(sum(recent))
    expect(
      Object.fromEntries(overview.salesByChannel.map(({ channel, orderCount }) => [channel, orderCount])),
    ).toEqual({
      pos: recent.filter((person) => crowd.indexOf(person) % 3 === 0).length,
      web: recent.filter((person) => crowd.indexOf(person) % 3 !== 0).length,
    })
    expect(overview.customerCount).toBe((await list({ limit: '1' })).total)
    expect(overview.eventsPerMinute).toHaveLength(60)
    const status = await platform.get<StreamStatus>('/v1/streaming/stream/status')
    expect(overview.eventsPerMinute.reduce((total, { eventCount }) => total + eventCount, 0)).toBe(
      status.accepted,
    )
    expect(overview.lag).toEqual({ unsettledCount: 0, iteratorAgeMs: 0, quarantinedCount: 0 })
  })

  it.each(['days=0', 'days=731', 'days=x', 'lastDay=2026-02-30', 'lastDay=today'])(
    'answers 422 to %s',
    async (query) => {
      expect((await platform.api(`/v1/overview?${query}`)).status).toBe(422)
    },
  )
})

it('the stream status adds up over the shards', async () => {
  const status = await platform.get<StreamStatus>('/v1/streaming/stream/status')
  expect(status.accepted).toBe(crowdCount + 24 + 3)
  for (const name of ['accepted', 'settled', 'quarantined'] as const) {
    expect(status.shards.reduce((total, shard) => total + shard[name], 0)).toBe(status[name])
  }
})
