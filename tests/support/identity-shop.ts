import type { CustomerList } from '#shared/contracts/customers.ts'
import type { MergeList, ReviewList } from '#shared/contracts/identity.ts'
import type { TestPlatform } from './test-platform.ts'

interface Call {
  readonly kind?: 'identify' | 'track'
  readonly event?: string
  readonly userId?: string
  readonly anonymousId?: string
  readonly traits?: Record<string, unknown>
  readonly properties?: Record<string, unknown>
}

let callCount = 0

/** Sends calls one after the other, each once the one before is settled, so that identity decides in this order. */
export async function sendInOrder(platform: TestPlatform, calls: readonly Call[]): Promise<void> {
  for (const { kind = 'identify', traits, ...rest } of calls) {
    callCount += 1
    const messageId = `call-${callCount}`
    const said = kind === 'identify' ? { traits } : { context: { traits } }
    // A call has to name somebody; a browser that is never seen again ties nobody to anybody.
    const visitor = rest.userId === undefined ? { anonymousId: `visit-${callCount}` } : {}
    const response = await platform.track(kind, { messageId, ...visitor, ...rest, ...said })
    if (response.status !== 200) throw new Error(`${messageId} was answered ${response.status}`)
    await platform.settled()
  }
}

const order = (orderId: string, total: number): Call => ({
  kind: 'track',
  event: 'Order Completed',
  properties: {
    order_id: orderId,
    total,
    currency: 'GBP',
    products: [
      { product_id: 'MUG-1', name: 'Stoneware mug', category: 'Kitchen', quantity: 1, price: total },
    ],
  },
})

/** Ada, known by an e-mail at first and by a phone at the till, until one event carries both: one merge. */
export async function sendMergedCustomer(platform: TestPlatform): Promise<string> {
  const email = 'ada@example.com'
  const phone = '+447700900123'
  await sendInOrder(platform, [
    { anonymousId: 'browser-ada', traits: { email, firstName: 'Ada', lastName: 'Lovelace', city: 'London' } },
    { ...order('A-1', 24), traits: { email } },
    { traits: { phone, firstName: 'A.', lastName: 'Lovelace', city: 'Leeds' } },
    { ...order('A-2', 8.5), traits: { phone } },
    { traits: { email, phone } },
  ])
  return customerOf(platform, `email:${email}`)
}

/** Grace and Howard, each with an e-mail, at one browser: one review. */
export async function sendSharedBrowser(platform: TestPlatform, household: string): Promise<string> {
  const anonymousId = `browser-${household}`
  const grace = {
    email: `grace@${household}.example.com`,
    firstName: 'Grace',
    lastName: 'Hopper',
    city: 'York',
  }
  const howard = {
    email: `howard@${household}.example.com`,
    firstName: 'Howard',
    lastName: 'Hopper',
    city: 'York',
  }
  await sendInOrder(platform, [
    { anonymousId, traits: grace },
    { ...order(`${household}-1`, 12), traits: { email: grace.email } },
    { traits: howard },
    { anonymousId, traits: { email: howard.email } },
  ])
  return openReviewOf(platform, await customerOf(platform, `email:${howard.email}`))
}

/** Four customers, each by an identifier of another type, in one event: one review, nothing merged. */
export async function sendTooManyCustomers(platform: TestPlatform): Promise<string> {
  const email = 'max@example.com'
  const phone = '+447700900456'
  const loyaltyId = 'CARD-77'
  const userId = 'u-max'
  await sendInOrder(platform, [
    { traits: { email, firstName: 'Max', lastName: 'Planck' } },
    { traits: { phone, firstName: 'M', lastName: 'Planck' } },
    { traits: { loyaltyId, firstName: 'Maximilian', lastName: 'Planck' } },
    { userId, traits: { firstName: 'Mx', lastName: 'Plank' } },
    { userId, traits: { email, phone, loyaltyId } },
  ])
  return openReviewOf(platform, await customerOf(platform, `email:${email}`))
}

/** Five people with an account each, at the browser of one kiosk: it is shared from the fourth or so on. */
export async function sendKiosk(platform: TestPlatform): Promise<string> {
  const people = ['ann', 'bob', 'cat', 'dan', 'eve'].map((name) => ({
    userId: `kiosk-${name}`,
    traits: { firstName: name, email: `${name}@kiosk.example.com` },
  }))
  await sendInOrder(platform, people)
  await sendInOrder(
    platform,
    people.map((person) => ({ ...person, anonymousId: 'browser-kiosk' })),
  )
  const { reviews } = await platform.get<ReviewList>('/v1/reviews?reason=shared-identifier')
  const [review] = reviews
  if (review === undefined) throw new Error('nobody is asked about the kiosk')
  return review.reviewId
}

export async function customerOf(platform: TestPlatform, identifier: string): Promise<string> {
  const path = `/v1/customers?identifier=${encodeURIComponent(identifier)}`
  const { customers } = await platform.get<CustomerList>(path)
  const [customer] = customers
  if (customer === undefined) throw new Error(`nobody has ${identifier}`)
  return customer.id
}

export async function openReviewOf(platform: TestPlatform, customerId: string): Promise<string> {
  const { reviews } = await platform.get<ReviewList>('/v1/reviews?limit=200')
  const review = reviews.find(({ customers }) => customers.some((each) => each.customerId === customerId))
  if (review === undefined) throw new Error(`no review is open about ${customerId}`)
  return review.reviewId
}

export async function mergeOf(
  platform: TestPlatform,
  customerId: string,
): Promise<MergeList['merges'][number]> {
  const { merges } = await platform.get<MergeList>(`/v1/merges?customerId=${customerId}`)
  const [merge] = merges
  if (merge === undefined) throw new Error(`${customerId} had no part in any merge`)
  return merge
}
