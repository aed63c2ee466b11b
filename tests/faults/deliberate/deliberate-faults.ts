/** A fault put into the product on purpose: `text`, which has to be in `file` once, is replaced. */
export interface DeliberateFault {
  readonly name: string
  readonly file: string
  readonly text: string
  readonly replacement: string
}

/** Each is a mistake that somebody could make, and that the checker has to find. */
export const deliberateFaults: readonly DeliberateFault[] = [
  {
    name: 'the log takes an event again that it has',
    file: 'durable-objects/event-log/event-log-store.ts',
    text: 'return this.#sql.run(statement, key, fingerprint, this.#lastSequence + 1) > 0',
    replacement: 'this.#sql.run(statement, key, fingerprint, this.#lastSequence + 1); return true',
  },
  {
    name: 'the log forgets some payload before it answers',
    file: 'durable-objects/event-log/event-log-store.ts',
    text: 'this.#addEntry(receivedAtMs, keys, lines, importId)',
    replacement: `this.#addEntry(receivedAtMs, keys,
      lines.split('\\n').filter((line) => !line.includes('"updated"')).join('\\n'), importId)`,
  },
  {
    name: 'entries are settled before they are processed',
    file: 'queues/ingest/ingest-entries.ts',
    text: 'const { applied, poisoned } = await isolatePoison',
    replacement: `await settleEntries(tenant, entries, unreadable, ports)
      const { applied, poisoned } = await isolatePoison`,
  },
  {
    name: 'a merged customer hands over no timeline',
    file: 'queues/ingest/hand-over.ts',
    text: 'events: page, decidedUpTo',
    replacement: 'events: [], decidedUpTo',
  },
  {
    name: 'a hand-over does not outdo the versions of the merged customer',
    file: 'queues/ingest/hand-over.ts',
    text: 'const step = { operation, exceedsVersion }',
    replacement: 'const step = { operation }',
  },
  {
    name: 'a customer takes events that were resolved before the last decision about it',
    file: 'durable-objects/customer/customer-store.ts',
    text: 'if (decidedUpTo < mustKnow)',
    replacement: 'if (decidedUpTo < 0)',
  },
  {
    name: 'a merged customer goes on taking events',
    file: 'durable-objects/customer/customer-store.ts',
    text: "if (row?.merged_into != null) return { kind: 'moved', customerId, survivorId: row.merged_into }",
    replacement: '',
  },
  {
    name: 'an undo leaves the events that went back',
    file: 'durable-objects/customer/customer-store.ts',
    text: 'this.timeline.remove(customerId, removed)',
    replacement: 'removed.length',
  },
  {
    name: 'an event counts again when it comes again',
    file: 'durable-objects/customer/customer-store.ts',
    text: 'orders, fresh)',
    replacement: 'orders, items)',
  },
  {
    name: 'some profiles are not written',
    file: 'queues/ingest/project-customers.ts',
    text: 'profiles: customers.map(',
    replacement: 'profiles: customers.filter(({ version }) => version % 4 !== 0).map(',
  },
  {
    name: 'what could not be done is acknowledged, and not sent again',
    file: 'queues/ingest/ingest-batch.ts',
    text: "return retry('a step could not be done')",
    replacement: `const settled = entries.map(({ entry }) => ({ sequence: entry.sequence, quarantinedCount: 0 }))
      await ports.tenant(tenantId).then((tenant) => ports.settleLog(tenant!, entries[0]!.shard, settled)).catch(() => {})
      return done`,
  },
  {
    name: 'an order is counted by the sum of its changes',
    file: 'shared/customers/count-events.ts',
    text: 'replaceOrder(evolved.features, before, after)',
    replacement: 'replaceOrder(evolved.features, null, after)',
  },
  {
    name: 'what an order gave to its day before it changed stays in the total',
    file: 'shared/database/project-sales-days.ts',
    text: '...keys.map((chunk) => addToSalesDays(tenantId, chunk, -1)),',
    replacement: '',
  },
  {
    name: 'an older row replaces a newer one',
    file: 'shared/database/project.ts',
    text: 'is_profiling_allowed = excluded.is_profiling_allowed\n           where excluded.version > customer_profile.version and',
    replacement: 'is_profiling_allowed = excluded.is_profiling_allowed\n           where',
  },
  {
    name: 'nobody minds that two were said to be different people',
    file: 'shared/identity/kept-apart.ts',
    text: 'if (keptApart.size === 0) return false',
    replacement: 'if (keptApart.size >= 0) return false',
  },
  {
    name: 'a decision counts as carried out before it is',
    file: 'queues/ingest/carry-out-operations.ts',
    text: 'const isDone = await orNothing(',
    replacement: `await ports.completeWork(tenant, [operation.operation], nothingProjected)
      const isDone = await orNothing(`,
  },
  {
    name: 'records of decisions are not written to D1',
    file: 'queues/ingest/settle-identity.ts',
    text: 'await ports.project(tenant, { records: work.records })',
    replacement: '',
  },
  {
    name: 'the archive leaves out what a batch brings to a second shard',
    file: 'queues/ingest/archive-segments.ts',
    text: 'return [...folders].flatMap(',
    replacement: 'return [...folders].slice(0, 1).flatMap(',
  },
  {
    name: 'who is forgotten stays in the archive',
    file: 'queues/erasure/erase-customer.ts',
    text: 'archiveLineCount += await forgetArchive(tenant, shard, ofShard, reply, ports)',
    replacement: '',
  },
]
