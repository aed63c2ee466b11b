import { catalogueRows } from '#shared/catalogue/catalogue-rows.ts'
import type { ImportUndoPreview } from '#shared/contracts/imports.ts'
import { orderKeyOf } from '#shared/customers/order-state.ts'
import { eventKey } from '#shared/events/event.ts'
import { claimOfEvent } from '#shared/identity/claim-of-event.ts'
import { isImported } from '#shared/imports/import-source.ts'
import { salesWords } from '#shared/sales/reported-sales.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { type ArchivedLine, archivedLines } from './archived-lines.ts'
import { importSegments } from './import-segments.ts'
import type { UndoPorts } from './undo-ports.ts'

/** A preview looks at so many events and customers; they are read while somebody waits. */
const mostEvents = 1_000
const mostCustomers = 200
const mostEventsOfCustomer = 500

/** What a preview asks; nothing of it changes anything. */
export interface PreviewPorts
  extends Pick<
    UndoPorts,
    'listSegments' | 'readSegment' | 'placesOfEvents' | 'timelineFromStart' | 'entriesOf'
  > {
  /** Those of the events that nobody would tell any more without this import. */
  toldOnlyBy(tenant: Tenant, importId: string, eventKeys: string[]): Promise<Set<string>>
  /** How many merges stand that these events brought about. */
  countMergesBy(tenant: Tenant, eventKeys: string[]): Promise<number>
}

/** What undoing an import would come to, as far as {@link mostEvents} events of it tell. */
export async function previewUndo(
  tenant: Tenant,
  importId: string,
  ports: PreviewPorts,
): Promise<ImportUndoPreview> {
  const lines = await firstLines(tenant, importId, ports)
  const keys = lines.map(({ event }) => eventKey(event))
  const events = lines.map(({ event }) => event)
  const { products, stock } = catalogueRows(events, tenant.timeZone)
  const soldAt = salesWords(tenant.currency, events).map((word) => [word.day, word.storeId, word.channel])
  const customerIds = await customersOf(tenant, lines, ports)
  const asked = customerIds.slice(0, mostCustomers)
  const areGone = await Promise.all(asked.map((customerId) => isGone(tenant, customerId, importId, ports)))
  return {
    eventCount: lines.length,
    orderCount: new Set(lines.flatMap(({ event }) => orderKeyOf(event) ?? [])).size,
    productCount: new Set(products.map(({ productId }) => productId)).size,
    stockLevelCount: new Set(stock.map(({ stockItemId, storeId }) => JSON.stringify([stockItemId, storeId])))
      .size,
    salesDayCount: new Set(soldAt.map((place) => JSON.stringify(place))).size,
    customerCount: asked.length,
    vanishingCustomerCount: areGone.filter(Boolean).length,
    mergeCount: await ports.countMergesBy(tenant, keys),
    isComplete: lines.length < mostEvents && asked.length === customerIds.length,
  }
}

async function firstLines(tenant: Tenant, importId: string, ports: PreviewPorts): Promise<ArchivedLine[]> {
  const found = new Map<string, ArchivedLine>()
  for (let shard = 0; shard < tenant.logShardCount; shard += 1) {
    const entries = await ports.entriesOf(tenant, shard, importId)
    const sequences = new Set(entries.map(({ sequence }) => sequence))
    for (const segmentKey of await importSegments(tenant, shard, entries, ports)) {
      if (found.size >= mostEvents) return [...found.values()]
      const segment = await ports.readSegment(segmentKey)
      const lines = archivedLines(segment?.lines ?? '').filter(({ sequence }) => sequences.has(sequence))
      const keys = lines.map(({ event }) => eventKey(event))
      const only = await ports.toldOnlyBy(tenant, importId, keys)
      for (const [index, line] of lines.entries()) {
        const key = keys[index] ?? ''
        if (only.has(key) && found.size < mostEvents) found.set(key, line)
      }
    }
  }
  return [...found.values()]
}

async function customersOf(
  tenant: Tenant,
  lines: readonly ArchivedLine[],
  ports: PreviewPorts,
): Promise<string[]> {
  const policy = { defaultCountry: tenant.country, ownPhones: tenant.ownPhones }
  const claims = lines.map(({ event }) => claimOfEvent(event, policy).keys)
  const { places } = await ports.placesOfEvents(tenant, claims)
  return [...new Set(places.flatMap((place) => place?.customerId ?? []))]
}

/** Whether nothing would be left of a customer; one with a long timeline is taken to keep something. */
async function isGone(
  tenant: Tenant,
  customerId: string,
  importId: string,
  ports: PreviewPorts,
): Promise<boolean> {
  const objectName = placeCustomer(tenant, customerId)
  const page = await ports.timelineFromStart(objectName, customerId, mostEventsOfCustomer, null)
  const keys = page.map((entry) => entry.eventKey)
  if (page.length === mostEventsOfCustomer || !keys.every(isImported)) return false
  return (await ports.toldOnlyBy(tenant, importId, keys)).size === keys.length
}
