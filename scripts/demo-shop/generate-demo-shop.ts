import { type Blemishes, blemishes } from './blemishes.ts'
import { type HistoryRow, historyCsv } from './csv-history.ts'
import { withDemoCustomer } from './demo-customer.ts'
import { lastHour } from './last-hour.ts'
import { lifeOfACustomer } from './life-of-a-customer.ts'
import { messagesOfPerson, type Shop } from './messages-of-person.ts'
import type { Occasion, Purchase } from './occasion.ts'
import { generatePeople, type Person, personRandom } from './people.ts'
import { shopPhone } from './phone-numbers.ts'
import { productRecords, type ShopifyProductRecord } from './product-records.ts'
import { calendarUntil } from './seasons.ts'
import { secondRegistrations } from './second-registrations.ts'
import type { ShopMessage } from './shop-message.ts'
import { stockFile } from './stock-levels.ts'
import { tellStories } from './stories.ts'
import type { Life } from './story.ts'
import { type Truth, truthOf } from './truth.ts'

export const defaultPeopleCount = 1_500

export interface DemoShopOptions {
  readonly seed: number
  /** When the shop's eighteen months end. */
  readonly nowMs: number
  readonly people?: number
}

/** A made-up shop, ready to be sent. */
export interface DemoShop {
  /** What its systems report as it happens, in time order: tracking calls and Shopify orders. */
  readonly live: readonly ShopMessage[]
  /** The orders from before, as the file the shop exported. Its last rows are blemishes. */
  readonly historyFile: string
  readonly historyRowCount: number
  /** What is in stock when the eighteen months end, as a file. */
  readonly stockFile: string
  /** What the web shop sells, as it tells of it. */
  readonly products: readonly ShopifyProductRecord[]
  readonly blemishes: Blemishes
  readonly truth: Truth
}

const firstOrderNumber = 1_001

/** A made-up shop. The same options give the same shop, byte by byte. */
export function generateDemoShop({
  seed,
  nowMs,
  people: count = defaultPeopleCount,
}: DemoShopOptions): DemoShop {
  const calendar = calendarUntil(nowMs)
  const people = withDemoCustomer(generatePeople(count, calendar, seed))
  const extra = lastHour(people, nowMs, personRandom(seed, 0, 'last hour'))
  const twice = secondRegistrations(people, calendar, seed)
  const registrations = [...people, ...twice]
  const lives = registrations.map((person): Life => {
    const life = lifeOfACustomer(person, calendar, personRandom(seed, person.number, 'life'))
    const more = extra.get(person)
    return { person, occasions: more === undefined ? life : [...life, more].sort(byTime) }
  })
  const taken = identifiersInUse(registrations)
  const twiceIds = new Set(twice.map(({ personId }) => personId))
  const { stories, withShopPhone, ...told } = tellStories(
    lives,
    ({ personId }) => twiceIds.has(personId),
    taken,
    calendar,
    seed,
  )
  const shop: Shop = { seed, calendar, orderNumbers: numberOrders(lives), taken, withShopPhone }
  const messages = [
    ...lives.flatMap(({ person, occasions }) =>
      messagesOfPerson(person, occasions, shop, personRandom(seed, person.number, 'messages')),
    ),
    ...told.messages,
  ].sort(byTime)
  const rows = messages.flatMap(({ record }): readonly HistoryRow[] =>
    record.door === 'import' ? record.rows : [],
  )
  const flaws = blemishes(seed, nowMs)
  return {
    live: messages.filter(({ record }) => record.door !== 'import'),
    historyFile: historyCsv([...rows, ...flaws.rows]),
    historyRowCount: rows.length + flaws.rows.length,
    stockFile: stockFile(lives, nowMs, personRandom(seed, 0, 'stock')),
    products: productRecords(nowMs),
    blemishes: flaws,
    truth: truthOf(people, twiceIds, stories, messages),
  }
}

function numberOrders(lives: readonly { occasions: readonly Occasion[] }[]): Map<Purchase, number> {
  const purchases = lives
    .flatMap(({ occasions }) => occasions.filter((occasion) => occasion.kind === 'purchase'))
    .sort(byTime)
  return new Map(purchases.map((purchase, index) => [purchase, firstOrderNumber + index]))
}

function identifiersInUse(people: readonly Person[]): Set<string> {
  const given = people.flatMap(({ email, phone }) => [email, phone]).filter((value) => value !== undefined)
  return new Set([...given, shopPhone])
}

function byTime(left: { atMs: number }, right: { atMs: number }): number {
  return left.atMs - right.atMs
}
