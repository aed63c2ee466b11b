import { expect, it } from 'vitest'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import type { CustomerSide, IdentityPreview } from '#shared/contracts/identity.ts'
import { consentsInForce } from '#shared/customers/consents.ts'
import { latestIdentifier } from '#shared/customers/customer-state.ts'
import { previewMerge } from '#shared/customers/previews/preview-merge.ts'
import { previewSplit } from '#shared/customers/previews/preview-split.ts'
import { previewUndo } from '#shared/customers/previews/preview-undo.ts'
import type { TimelineEvent } from '#shared/customers/previews/timeline-event.ts'
import type { CustomerCluster, MergeRecord } from '#shared/identity/decision-records.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import type { Result } from '#shared/kernel/result.ts'
import { toIso } from '#shared/kernel/time.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import { drawInt, drawOne, shuffled } from '#tests/support/drawing.ts'
import type { MemoryPlatform } from '#tests/support/memory-platform.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { simulateIngest } from '#tests/support/simulate-ingest.ts'

const firstSeed = 20261121
const historyCount = 40
const by = 'ann@x.example'

/** The customers that are there, in random order. */
function clustersOf({ database, directory }: MemoryPlatform, random: RandomSource): CustomerCluster[] {
  const rows = database.all(
    'select customer_id from customer_profile where merged_into is null and erased_at is null order by customer_id',
  )
  return shuffled(random, rows).flatMap((row) => directory.cluster(String(row.customer_id)) ?? [])
}

function timeline({ tenant, customers }: MemoryPlatform, customerId: string): TimelineEvent[] {
  const { timeline: stored } = customers(placeCustomer(tenant, customerId))
  return stored
    .page(customerId, 10_000, null, 'asc')
    .map(({ event, ...entry }) => ({ ...entry, event: JSON.parse(event) }))
}

function ownersOf({ directory }: MemoryPlatform, events: readonly TimelineEvent[]): Map<string, string> {
  return directory.find([...new Set(events.flatMap(({ keys }) => keys))])
}

/** What the customer's object has, in the words of a preview. */
function stored({ tenant, customers }: MemoryPlatform, customerId: string): Partial<CustomerSide> {
  const store = customers(placeCustomer(tenant, customerId))
  const found = store.find(customerId)
  if (found === undefined) throw new Error(`${customerId} is not there`)
  const { features, evidence, traits, consents } = JSON.parse(found.state)
  return {
    eventCount: features.eventCount,
    identifiers: Object.keys(evidence).sort(),
    orderIds: store
      .orders(customerId)
      .map(({ orderId }) => orderId)
      .sort(),
    traits: Object.keys(traits)
      .sort()
      .map((name) => expect.objectContaining({ name, since: toIso(traits[name].occurredAt) })),
    consents: consentsInForce(consents).map(({ occurredAt, ...consent }) => ({
      ...consent,
      since: toIso(occurredAt),
    })),
    customer:
      features.eventCount === 0
        ? null
        : expect.objectContaining({
            email: latestIdentifier(evidence, 'email'),
            orderCount: features.orderCount,
            revenue: { currency: 'GBP', amountMinor: features.revenueMinor.GBP ?? 0 },
          }),
  }
}

async function expectKept(
  found: MemoryPlatform,
  { after }: IdentityPreview,
  ids: readonly string[],
): Promise<void> {
  await settleIdentity(found.tenant, found.ports)
  expect(after).toMatchObject(ids.map((id) => stored(found, id)))
}

function undoPreview(found: MemoryPlatform, cluster: CustomerCluster, merge: MergeRecord): IdentityPreview {
  const { directory, tenant } = found
  const events = timeline(found, cluster.customerId)
  const merged = new Set(directory.merges.mergedWith(merge.mergedId))
  const sidesOf = (lists: readonly (readonly string[])[]) =>
    directory
      .homesOfEvents(lists)
      .map((home) => (home === null ? null : merged.has(home) ? ('merged' as const) : ('survivor' as const)))
  const own = [...ownersOf(found, events)].flatMap(([key, id]) => (id === cluster.customerId ? [key] : []))
  const sides = sidesOf(own.map((key) => [key]))
  return previewUndo({
    tenant,
    merge,
    cluster,
    events,
    sides: sidesOf(events.map(({ keys }) => keys)),
    sideOfKey: new Map(own.map((key, index) => [key, sides[index] ?? null])),
    isComplete: true,
  })
}

type Step = (platform: MemoryPlatform, random: RandomSource) => Promise<boolean>

/** Each previews something, does it, and tells whether there was anything to do. */
const steps: Readonly<Record<'undo' | 'split' | 'merge', Step>> = {
  undo: async (platform, random) => {
    const undoable = clustersOf(platform, random).flatMap((cluster) =>
      cluster.merges
        .filter(({ undoneAtMs, survivorId }) => undoneAtMs === null && survivorId === cluster.customerId)
        .map((merge) => ({ cluster, merge })),
    )
    if (undoable.length === 0) return false
    const { cluster, merge } = drawOne(random, undoable)
    const preview = undoPreview(platform, cluster, merge)
    const request = { mergeId: merge.mergeId, basis: preview.basis, by }
    decided(platform.decisions.undoMerge(request, testTimeMs))
    await expectKept(platform, preview, [cluster.customerId, merge.mergedId])
    return true
  },
  split: async (platform, random) => {
    const keysOf = ({ members }: CustomerCluster) =>
      members.flatMap(({ links }) => links.map(({ key }) => key))
    const cluster = clustersOf(platform, random).find((each) => keysOf(each).length > 1)
    if (cluster === undefined) return false
    const all = shuffled(random, keysOf(cluster))
    const keys = all.slice(0, drawInt(random, 1, all.length - 1))
    const { customerId } = cluster
    const events = timeline(platform, customerId)
    const owners = ownersOf(platform, events)
    const preview = previewSplit({ tenant: platform.tenant, cluster, keys, events, owners, isComplete: true })
    const request = { customerId, keys, basis: preview.basis, by }
    const { newCustomerId } = decided(platform.decisions.splitCustomer(request, testTimeMs))
    await expectKept(platform, preview, [customerId, newCustomerId])
    return true
  },
  merge: async (platform, random) => {
    const pair = clustersOf(platform, random).slice(0, 2)
    const [left, right] = pair
    if (left === undefined || right === undefined) return false
    const customers = pair.map((cluster) => ({ cluster, events: timeline(platform, cluster.customerId) }))
    const preview = previewMerge({
      tenant: platform.tenant,
      rules: platform.tenant.identityRules,
      customers,
      owners: ownersOf(
        platform,
        customers.flatMap(({ events }) => events),
      ),
      isComplete: true,
      nowMs: testTimeMs,
    })
    const request = { customerIds: [left.customerId, right.customerId] as const, basis: preview.basis, by }
    const { survivorId } = decided(platform.decisions.mergeCustomers(request, testTimeMs))
    await expectKept(platform, preview, [survivorId])
    return true
  },
}

function decided<Value>(outcome: Result<Value>): Value {
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}

it(`a customer becomes what the preview said, by undo, split and merge (${historyCount} seeds from ${firstSeed})`, async () => {
  const counts = { undo: 0, split: 0, merge: 0 }
  for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) {
    const { platform } = await simulateIngest(seed)
    const random = seededRandom(seed)
    try {
      for (const kind of ['undo', 'split', 'merge'] as const) {
        if (await steps[kind](platform, random)) counts[kind] += 1
      }
    } catch (error) {
      throw new Error(`seed ${seed}: ${error}`, { cause: error })
    } finally {
      platform.close()
    }
  }
  // Else it would have shown little.
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(historyCount / 4)
})
