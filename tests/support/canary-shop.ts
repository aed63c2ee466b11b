import {
  type ErasedCustomer,
  type EraseRequest,
  eraseCustomer,
  keysToForget,
} from '#durable-objects/identity-directory/erase-customer.ts'
import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import type { IngestPorts } from '#queues/ingest/ingest-ports.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import { insertDeliveries } from '#shared/database/insert-deliveries.ts'
import type { ConnectionLogRow } from '#shared/database/tables/connection-logs.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { RejectedRecord } from '#shared/events/log-line.ts'
import type { IdentityFailure } from '#shared/identity/decision-records.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import type { Result } from '#shared/kernel/result.ts'
import { hourMs } from '#shared/kernel/time.ts'
import { appendEvents } from '#workers/append-events.ts'
import { type MemoryDisk, memoryDisk } from './memory-disk.ts'
import { doorTo } from './memory-door.ts'
import { memoryHashes } from './memory-erasure-ports.ts'
import { type MemoryPlatform, memoryPlatform } from './memory-platform.ts'
import { newEvent, newOrderChange, newOrderLine, testTimeMs } from './new-event.ts'
import { testTenant } from './test-tenant.ts'

const tenant = testTenant({ customerCellCount: 3 })

export const phone: Identifier = { type: 'phone', value: '07700 900777' }
export const email: Identifier = { type: 'email', value: 'Canary@shop.example' }
const loyalty: Identifier = { type: 'loyalty_id', value: 'CANARY-CARD-1' }
const cookie: Identifier = { type: 'cookie_id', value: 'canary-cookie-1' }
export const bill: Identifier = { type: 'pos_bill', value: '90917', scope: 'canary-store' }
const other: Identifier = { type: 'email', value: 'somebody@else.example' }

/** Every text that stands for the person and must be nowhere once they are forgotten. */
export const canaryTexts = /canary|7700.?900777/i

function order(orderId: string, amountMinor: number) {
  return newOrderChange({ orderId, lines: [newOrderLine('line', amountMinor)] })
}

/** A person whom four events show to be one, after three customers were made of them, and others around. */
export const canaryEvents: readonly CanonicalEvent[] = [
  newEvent({
    id: 'by-phone',
    identifiers: [phone, bill],
    order: order('1001', 1500),
    source: 'shopify/demo',
  }),
  newEvent({
    id: 'by-email',
    identifiers: [email],
    kind: 'identify',
    name: 'identify',
    traits: { name: 'Canary Yellow' },
  }),
  newEvent({ id: 'by-cookie', identifiers: [cookie], kind: 'page', name: 'Hello Canary' }),
  newEvent({ id: 'tie', identifiers: [email, loyalty, cookie], properties: { wish: 'a canary' } }),
  newEvent({ id: 'tie-phone', identifiers: [phone, email], receivedAt: testTimeMs }),
]
const otherEvents: readonly CanonicalEvent[] = [
  newEvent({ id: 'other', identifiers: [other], order: order('2001', 700), source: 'shopify/demo' }),
  newEvent({ id: 'nobody', order: order('3001', 300), source: 'shopify/demo' }),
  // The same order first without, then with the person.
  newEvent({ id: 'guest-first', order: order('1002', 900), source: 'shopify/demo' }),
  newEvent({
    id: 'then-known',
    identifiers: [phone],
    order: { ...order('1002', 1100), change: 'updated' },
    source: 'shopify/demo',
    occurredAt: testTimeMs + 1,
  }),
]
const rejected: readonly RejectedRecord[] = [
  {
    source: 'tracking/web',
    reason: 'invalid-call',
    detail: '/event is missing',
    bytes: '{"email":"CANARY@shop.example"}',
  },
  {
    source: 'tracking/web',
    reason: 'invalid-call',
    detail: '/event is missing',
    bytes: '{"email":"other@else.example"}',
  },
]

export interface CanaryShop extends MemoryPlatform {
  readonly disk: MemoryDisk
  clockMs: number
  /** Takes events in and processes everything, once or until it is done. */
  send(events: readonly CanonicalEvent[], rejected?: readonly RejectedRecord[]): Promise<void>
  /** Puts events into the log, and leaves them there. */
  append(events: readonly CanonicalEvent[], rejected?: readonly RejectedRecord[]): Promise<void>
  /** Processes what waits in the log; `ports` may fail, and then it is left. */
  process(ports?: IngestPorts): Promise<void>
  customerIdOf(identifier: Identifier): string | undefined
  /** The decision alone; what follows from it is left open. */
  decideErasure(request?: Partial<EraseRequest>): Promise<Result<ErasedCustomer, IdentityFailure>>
}

/** A shop with the person in every store: archive, log, customers, D1, quarantine, reviews, merges, live feed. */
export async function canaryShop(): Promise<CanaryShop> {
  const shop = emptyShop()
  await shop.send([...canaryEvents.slice(0, 3), ...otherEvents], rejected)
  await shop.send(canaryEvents.slice(3, 4))
  await shop.send(canaryEvents.slice(4))
  // Another event of a known name goes to quarantine as a whole.
  await shop.send([newEvent({ id: 'by-email', identifiers: [email], traits: { name: 'Canary Red' } })])
  logDeliveries(shop)
  openReview(shop)
  addAccounts(shop)
  await settleIdentity(shop.tenant, shop.ports)
  return shop
}

export function emptyShop(): CanaryShop {
  const disk = memoryDisk()
  const platform = memoryPlatform(tenant, seededRandom(1), () => shop.clockMs, disk)
  const { directory, shards, ports } = platform
  const shop: CanaryShop = {
    ...platform,
    ports: {
      ...ports,
      // A step that cannot be done by any number of tries would be left open without a word.
      report: (_, error) => {
        if (String(error).includes('stays open')) throw error
      },
    },
    disk,
    clockMs: testTimeMs,
    append: async (events, records = []) => {
      const received = events.map((event) => ({ ...event, receivedAt: shop.clockMs }))
      await appendEvents(doorTo(platform), tenant, received, records, shop.clockMs)
    },
    process: async (with_ = shop.ports) => {
      const pointers = shards.flatMap((store, shard) =>
        store.overdueRanges(Number.MAX_SAFE_INTEGER, 100, 100).map(([fromSequence, toSequence]) => {
          return { version: 1, tenantId: tenant.tenantId, shard, fromSequence, toSequence }
        }),
      )
      await ingestBatch(pointers, with_)
    },
    send: async (events, records) => {
      await shop.append(events, records)
      await shop.process()
      if (shards.some((store) => store.hasUnsettled())) throw new Error('it does not settle')
    },
    customerIdOf: (identifier) => {
      const key =
        identifier === phone ? 'phone:+447700900777' : `${identifier.type}:${identifier.value.toLowerCase()}`
      return directory.find([key]).get(key)
    },
    decideErasure: async (request = {}) => {
      const whole: EraseRequest = {
        requestId: 'prq_1',
        customerId: shop.customerIdOf(email) ?? 'cus_unknown',
        mode: 'delete',
        evidenceKeys: [`pos_bill:${bill.scope}:${bill.value}`],
        by: 'manager@shop.example',
        ...request,
      }
      shop.clockMs += hourMs
      const hashes = await memoryHashes(directory, keysToForget(directory, whole))
      return eraseCustomer(directory, whole, hashes, shop.clockMs)
    },
  }
  return shop
}

/** One that turned into the person's event, one that could not be mapped, and one of somebody else. */
function logDeliveries({ tenant: { tenantId }, database }: CanaryShop): void {
  const kept = (body: string) => {
    return { lagMs: 0, method: 'POST' as const, url: 'https://patron.example/', headers: {}, body }
  }
  const row: ConnectionLogRow = {
    tenantId,
    logId: 'dlv_1',
    source: 'shopify',
    connectionId: 'demo',
    receivedAt: testTimeMs,
    durationMs: 1,
    verdict: 'accepted',
    reason: null,
    detail: null,
    topic: 'orders/create',
    deliveryId: 'd-1',
    contentType: 'application/json',
    byteCount: 10,
    acceptedCount: 1,
    duplicateCount: 0,
    quarantinedCount: 0,
    eventKeys: ['shopify/demo:by-phone'],
    kept: kept('{"order":1001,"customer":"Canary Yellow"}'),
  }
  const detail = '/email canary@shop.example is wrong'
  database.run(
    insertDeliveries([
      row,
      { ...row, logId: 'dlv_2', eventKeys: [], detail, kept: kept('{"mail":"CANARY@shop.example"}') },
      { ...row, logId: 'dlv_3', eventKeys: ['shopify/demo:other'], kept: kept('{"order":2001}') },
    ]),
  )
}

/** Two of the portal: the person's, with a session, and somebody else's. */
function addAccounts({ tenant: { tenantId }, database }: CanaryShop): void {
  const add = (userId: string, address: string, role: string) => ({
    text: `insert into user_account (user_id, tenant_id, email, display_name, role, is_demo, created_at)
           values (?1, ?2, ?3, ?3, ?4, 0, 0)`,
    values: [userId, tenantId, address, role],
  })
  database.run([
    add('usr_1', 'canary@shop.example', 'customer'),
    add('usr_2', 'somebody@else.example', 'customer'),
    {
      text: `insert into user_session (session_id, tenant_id, user_id, created_at, last_used_at, expires_at, refresh_count,
               refreshed_at, method, user_agent) values ('ses_1', ?, 'usr_1', 0, 0, 0, 0, 0, 'password', 'Canary browser')`,
      values: [tenantId],
    },
  ])
}

function openReview(shop: CanaryShop): void {
  const [canary, somebody] = [shop.customerIdOf(email), shop.customerIdOf(other)]
  if (canary === undefined || somebody === undefined) throw new Error('the shop is not as it should be')
  shop.directory.reviews.open(
    'rev_1',
    { reason: 'match', subject: `pair:${canary}`, customerIds: [canary, somebody], eventKey: '', keys: [] },
    testTimeMs,
    {
      matchWeight: 9,
      contributions: [{ field: 'name', level: 'similar', weight: 9, left: 'Canary', right: 'C' }],
    },
  )
  shop.directory.noteWork()
  shop.decisions.decideReview(
    {
      reviewId: 'rev_1',
      decision: { decision: 'keep-apart' },
      note: 'Canary called us',
      by: 'manager@shop.example',
    },
    testTimeMs,
  )
}

/** Everything a shop has on disk, as text: each row of each table of each object, D1's rows, the archive. */
export function contentsOf({ disk }: CanaryShop): Map<string, string> {
  const contents = new Map<string, string>()
  const tables = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
  const note = (place: string, rows: readonly unknown[]) =>
    contents.set(
      place,
      rows
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n'),
    )
  for (const objectName of disk.objectNames) {
    const sql = disk.sql(objectName)
    for (const { name } of sql.all<{ name: string }>(tables)) {
      note(`${objectName} ${name}`, sql.all(`select * from ${name}`))
    }
  }
  for (const { name } of disk.database.all(tables)) {
    const rows = disk.database.all(`select * from ${name}`)
    // Marks of days are drawn by chance.
    note(
      `D1 ${name}`,
      rows.map(({ mark: _, ...row }) => row),
    )
  }
  for (const [key, lines] of disk.archive) contents.set(`R2 ${key}`, lines)
  return contents
}

/** The places that still name the person. */
export function placesNaming(shop: CanaryShop): string[] {
  return [...contentsOf(shop)].filter(([, text]) => canaryTexts.test(text)).map(([place]) => place)
}
