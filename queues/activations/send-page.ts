import type { CustomerRecord } from '#shared/customers/ingest.ts'
import { profileFacts } from '#shared/customers/profile-facts.ts'
import { profileRow } from '#shared/customers/profile-row.ts'
import type { Candidate, LedgerEntry } from '#shared/database/destination-ledger.ts'
import type { DestinationRunChanges } from '#shared/database/destination-runs.ts'
import type { DestinationRunRow } from '#shared/database/tables/destination.ts'
import { type CustomerDecision, decideCustomer } from '#shared/destinations/decide-customer.ts'
import type { DeliveryFailure, OutgoingRecord } from '#shared/destinations/destination.ts'
import { type Delivered, deliverItems } from './deliver-items.ts'
import type { DestinationPorts, LedgerChanges, OpenDestination } from './destination-ports.ts'

/** What a step did: all of it holds, even when a failure stopped it before its end. */
export interface StepResult {
  readonly ledger: LedgerChanges
  readonly changes: DestinationRunChanges
  readonly failure: DeliveryFailure | undefined
}

interface LookedAt extends Candidate {
  readonly version: number
  readonly decision: CustomerDecision
}

/** Looks at the next customers and sends those who are to be sent and are not there yet as they are now. */
export async function sendPage(
  run: DestinationRunRow,
  open: OpenDestination,
  ports: DestinationPorts,
): Promise<StepResult> {
  const { rules, deliverer, call } = open
  const limit = deliverer.maxRecordsPerCall
  const candidates = await ports.candidates(rules, run, limit)
  const lookedAt = await lookAt(candidates, open, ports)
  const records = lookedAt.flatMap(({ decision }) => (decision.kind === 'send' ? [decision.record] : []))
  const { first, repeated } = separateRepeated(records)
  const delivered = await deliverItems(
    first,
    (batch) => deliverer.upsert(batch),
    (record) => ({ ...record, remoteId: null }),
    call,
  )
  const entries = lookedAt.flatMap((each) => entryOf(each, delivered, repeated, run, open) ?? [])
  const count = (state: LedgerEntry['state']) => entries.filter((entry) => entry.state === state).length
  const unchangedCount = lookedAt.filter(({ decision }) => decision.kind === 'unchanged').length
  const last = candidates.at(-1)
  return {
    ledger: { noted: entries },
    changes: {
      sentCount: run.sentCount + count('sent') - unchangedCount,
      unchangedCount: run.unchangedCount + unchangedCount,
      heldCount: run.heldCount + count('held') + count('leaving'),
      rejectedCount: run.rejectedCount + count('rejected'),
      ...(delivered.failure === undefined &&
        (last === undefined || candidates.length < limit
          ? { state: 'removing', cursor: '' }
          : { cursor: last.customerId })),
    },
    failure: delivered.failure,
  }
}

async function lookAt(
  candidates: readonly Candidate[],
  { rules, deliverer }: OpenDestination,
  ports: DestinationPorts,
): Promise<LookedAt[]> {
  const ids = candidates.filter(({ isMerged }) => !isMerged).map(({ customerId }) => customerId)
  const found = new Map((await ports.customers(ids)).map((record) => [record.customerId, record]))
  const nowMs = ports.nowMs()
  return candidates.flatMap((candidate) => {
    // Should the merge be undone, the customer has a higher version again.
    if (candidate.isMerged)
      return [{ ...candidate, version: 0, decision: { kind: 'hold', reason: 'outside-audience' } as const }]
    const record = found.get(candidate.customerId)
    // Merged or erased a moment ago: the lists will tell.
    if (record === undefined) return []
    const customer = sendable(record, ports)
    const decision = decideCustomer(customer, rules, deliverer.keyField, candidate.known, nowMs)
    return [{ ...candidate, version: record.version, decision }]
  })
}

function sendable({ customerId, version, state }: CustomerRecord, { tenant }: DestinationPorts) {
  return {
    row: profileRow(tenant, customerId, version, profileFacts(state)),
    state,
    currency: tenant.currency,
  }
}

/** Two records of one key would be one record there, now this customer's and now the other's. */
function separateRepeated(records: readonly OutgoingRecord[]): {
  first: OutgoingRecord[]
  repeated: ReadonlySet<string>
} {
  const keys = new Set<string>()
  const first: OutgoingRecord[] = []
  const repeated = new Set<string>()
  for (const record of records) {
    if (keys.has(record.key)) repeated.add(record.customerId)
    else first.push(record)
    keys.add(record.key)
  }
  return { first, repeated }
}

/** What is to be remembered of a customer; undefined when it was not tried. */
function entryOf(
  { customerId, version, known, decision }: LookedAt,
  { replies }: Delivered,
  repeated: ReadonlySet<string>,
  { runId }: DestinationRunRow,
  { rules: { revision, whenLeaving } }: OpenDestination,
): LedgerEntry | undefined {
  const remoteId = known?.remoteId ?? null
  const entry = { customerId, version, revision, remoteId, contentHash: null, problem: null, runId }
  if (decision.kind === 'hold')
    return remoteId !== null && whenLeaving === 'delete'
      ? { ...entry, state: 'leaving' }
      : { ...entry, state: 'held', problem: decision.reason }
  if (decision.kind === 'unchanged')
    return { ...entry, state: 'sent', contentHash: known?.contentHash ?? null }
  if (repeated.has(customerId))
    return { ...entry, state: 'rejected', problem: 'Another customer is matched by the same value' }
  const reply = replies.get(customerId)
  if (reply === undefined) return undefined
  return reply.kind === 'taken'
    ? { ...entry, state: 'sent', contentHash: decision.contentHash, remoteId: reply.remoteId }
    : { ...entry, state: 'rejected', problem: reply.problem }
}
