import type { DestinationPorts } from '#queues/activations/destination-ports.ts'
import { runDestinationStep } from '#queues/activations/run-destination-step.ts'
import type { DestinationMessage } from '#queues/messages.ts'
import type { Outcome } from '#queues/outcome.ts'
import type { CustomerState } from '#shared/customers/customer-state.ts'
import { profileFacts } from '#shared/customers/profile-facts.ts'
import { profileRow } from '#shared/customers/profile-row.ts'
import {
  candidatesStatement,
  noteStatements,
  problemStatements,
  readCandidate,
  removalsStatement,
  removedStatements,
} from '#shared/database/destination-ledger.ts'
import { advanceStatement } from '#shared/database/destination-runs.ts'
import { projectionStatements } from '#shared/database/project.ts'
import type { DestinationRow, DestinationRunRow } from '#shared/database/tables/destination.ts'
import { lastSeenSince } from '#shared/destinations/decide-customer.ts'
import type { Deliverer, DeliveryFailure } from '#shared/destinations/destination.ts'
import { newDestinationRun } from '#shared/destinations/destination-run.ts'
import { destinations } from '#shared/destinations/destinations.ts'
import { fail, succeed } from '#shared/kernel/result.ts'
import type { VendorCall } from '#shared/sources/backfill.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const tenant = testTenant()

export const plainRules: DestinationRow = {
  tenantId: 'test',
  destinationId: 'crm',
  source: 'hubspot',
  connectionId: 'account',
  label: 'CRM',
  status: 'active',
  revision: 1,
  fields: [
    { field: 'email', property: 'email' },
    { field: 'firstName', property: 'firstname' },
    { field: 'trait:plan', property: 'plan' },
    { field: 'orderCount', property: 'patron_orders' },
    { field: 'revenue', property: 'patron_revenue' },
  ],
  constants: { patron_audience: 'buyers' },
  audience: { hasEmail: true },
  purpose: { purpose: 'marketing', channel: 'email' },
  whenLeaving: 'delete',
  everyMinutes: 60,
  options: {},
  createdAt: testTimeMs,
  createdBy: 'staff',
}

/** Customers, the real tables of D1 in memory, and a destination whose calls the test answers. */
export class DestinationWorld {
  readonly database = memoryDatabase()
  readonly customers = new Map<string, { version: number; state: CustomerState }>()
  readonly messages: { message: DestinationMessage; atMs: number }[] = []
  nowMs = testTimeMs
  rules: DestinationRow = plainRules
  /** Fewer than the destination takes, so that few customers make many pages. */
  recordsPerCall: number | undefined
  openFailure: DeliveryFailure | undefined
  /** Called before and after each effect; may throw, as a crash does. */
  mayBreak: () => void = () => {}
  readonly #call: VendorCall
  #runCount = 0

  constructor(call: VendorCall) {
    this.#call = call
  }

  /** The customer as it is from now on, in its object and in the lists. */
  put(customerId: string, state: CustomerState): void {
    const version = (this.customers.get(customerId)?.version ?? 0) + 1
    this.customers.set(customerId, { version, state })
    const profile = profileRow(tenant, customerId, version, profileFacts(state))
    this.database.run(projectionStatements('test', { profiles: [profile] }))
  }

  merge(loserId: string, survivorId: string, state: CustomerState): void {
    const version = (this.customers.get(loserId)?.version ?? 0) + 1
    this.customers.delete(loserId)
    const tombstones = [{ customerId: loserId, version, mergedInto: survivorId }]
    this.database.run(projectionStatements('test', { tombstones }))
    this.put(survivorId, state)
  }

  erase(customerId: string): void {
    const version = (this.customers.get(customerId)?.version ?? 0) + 1
    this.customers.delete(customerId)
    const request = {
      kind: 'erase',
      operation: 1,
      requestId: `erase-${customerId}`,
      mode: 'delete',
      customerId,
      memberIds: [customerId],
      identifierCount: 1,
      requestedAtMs: this.nowMs,
      requestedBy: 'staff',
    } as const
    this.database.run(
      projectionStatements('test', { erasures: [{ request, closed: [{ customerId, version }] }] }),
    )
  }

  /** Begins a run and works until nothing waits any more. */
  async sync(): Promise<DestinationRunRow> {
    const runId = this.start()
    await this.work()
    return this.run(runId)
  }

  start(): string {
    this.#runCount += 1
    const runId = `run-${String(this.#runCount).padStart(4, '0')}`
    const run = newDestinationRun({ tenantId: 'test', destinationId: 'crm', runId, startedAt: this.nowMs })
    const columns = Object.keys(run).map((name) =>
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    )
    const text = `insert into destination_run (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
    this.database.run([{ text, values: Object.values(run) }])
    this.messages.push({
      message: { version: 1, kind: 'send-customers', tenantId: 'test', runId },
      atMs: this.nowMs,
    })
    return runId
  }

  async work(): Promise<Outcome[]> {
    const outcomes: Outcome[] = []
    for (let next = this.messages.shift(); next !== undefined; next = this.messages.shift()) {
      this.nowMs = Math.max(this.nowMs, next.atMs)
      outcomes.push(await runDestinationStep(next.message, this.ports))
    }
    return outcomes
  }

  run(runId: string): DestinationRunRow {
    const [row] = this.database.read({
      text: 'select * from destination_run where run_id = ?',
      values: [runId],
    })
    if (row === undefined) throw new Error(`no run ${runId}`)
    const named = Object.entries(row).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ])
    return Object.fromEntries(named) as DestinationRunRow
  }

  ledger(): Record<string, unknown>[] {
    return this.database.all(
      'select customer_id, state, remote_id, problem from destination_ledger order by customer_id',
    )
  }

  get deliverer(): Deliverer {
    const destination = destinations.get(this.rules.source)
    if (destination === undefined) throw new Error('no such destination')
    const deliverer = destination.deliverer(destination.optionsSchema.parse(this.rules.options))
    return { ...deliverer, maxRecordsPerCall: this.recordsPerCall ?? deliverer.maxRecordsPerCall }
  }

  get ports(): DestinationPorts {
    const effect = async <Value>(make: () => Value): Promise<Value> => {
      this.mayBreak()
      const value = make()
      this.mayBreak()
      return value
    }
    return {
      tenant,
      findRun: async (runId) => this.run(runId),
      open: async () => {
        if (this.openFailure !== undefined) return fail(this.openFailure)
        if (this.rules.status === 'paused') return undefined
        return succeed({ rules: this.rules, deliverer: this.deliverer, call: this.#call })
      },
      candidates: async (rules, run, limit) =>
        this.database
          .read(candidatesStatement(rules, run, lastSeenSince(rules.audience, this.nowMs), limit))
          .map(readCandidate),
      removals: async (run, state, limit) =>
        this.database.read(removalsStatement(run, state, run, limit)).map((row) => ({
          customerId: String(row.customerId),
          remoteId: String(row.remoteId),
        })),
      customers: async (ids) =>
        ids.flatMap((customerId) => {
          const customer = this.customers.get(customerId)
          return customer === undefined ? [] : [{ customerId, mergedInto: null, ...customer }]
        }),
      store: (seen, { noted = [], removed = [], problems = [] }, changes) =>
        effect(() => {
          this.database.run([
            ...noteStatements(seen, noted, this.nowMs),
            ...removedStatements(seen, removed),
            ...problemStatements(seen, problems, this.nowMs),
            advanceStatement(seen, changes),
          ])
          return this.database.all('select changes() as count')[0]?.count === 1
        }),
      queue: {
        send: (message, delaySeconds) =>
          effect(() => {
            this.messages.push({ message, atMs: this.nowMs + delaySeconds * 1_000 })
          }),
      },
      nowMs: () => this.nowMs,
    }
  }
}
