import { unknownAmong } from '#durable-objects/identity-directory/unknown-records.ts'
import { newJob } from '#queues/jobs/new-job.ts'
import type { RebuildPorts } from '#queues/jobs/rebuild/rebuild-ports.ts'
import { rebuildSteps } from '#queues/jobs/rebuild/rebuild-steps.ts'
import { runJobStep } from '#queues/jobs/run-job-step.ts'
import type { RebuildMessage } from '#queues/messages.ts'
import { advanceJobStatement } from '#shared/database/jobs.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import { faultyPorts } from './faulty-ports.ts'
import { memoryHashes } from './memory-erasure-ports.ts'
import type { MemoryPlatform } from './memory-platform.ts'

const jobId = 'job_rebuild'

/** What a rebuild needs of the outside, over a platform in memory. */
export function memoryRebuildPorts(platform: MemoryPlatform, nowMs: () => number): RebuildPorts {
  const { tenant, database, directory, archive, shards, customers, erasurePorts, undoPorts } = platform
  return {
    ...undoPorts,
    forgetExports: erasurePorts.forgetExports,
    forgetUploads: erasurePorts.forgetUploads,
    tenant,
    jobs: {
      find: async () => jobRow(platform),
      advance: async (seen, changes) => {
        const before = jobRow(platform)
        database.run([{ ...advanceJobStatement(seen, changes, null) }])
        return jobRow(platform)?.step !== before?.step
      },
      noteRetry: async () => {},
    },
    files: {
      read: async () => new ArrayBuffer(0),
      write: async () => {},
      remove: async () => {},
      removeAll: async () => {},
    },
    queue: { send: async () => {} },
    freshId: () => 'fresh',
    nowMs,
    read: async (statement) => database.read(statement),
    write: async (statements) => database.run(statements),
    customersAfter: async (customerId, limit) => directory.customers.after(customerId, limit),
    recordsAfter: async (mergeId, reviewId, splitId, limit) => ({
      merges: directory.merges.after(mergeId, limit),
      reviews: directory.reviews.after(reviewId, limit),
      splits: directory.splits.after(splitId, limit),
    }),
    erasuresAfter: async (operation, limit) => directory.operations.erasuresAfter(operation, limit),
    unknownAmong: async (table, ids) => unknownAmong(directory.sql, table, ids),
    restate: async (objectName, customerIds) => customers(objectName).restate(customerIds),
    customersOfCellAfter: async (objectName, customerId, limit) =>
      customers(objectName).customersAfter(customerId, limit),
    logCounts: async (shard) => shards[shard]?.counts() ?? { settled: 0, oldestUnsettledReceivedAtMs: null },
    segmentsAfter: async (key, limit) =>
      [...archive.keys()]
        .filter((each) => each > key)
        .sort()
        .slice(0, limit),
    areSuppressed: async (claims) => {
      const hashes = await memoryHashes(
        directory,
        claims.flatMap(({ keys }) => keys),
      )
      return directory.suppressed.screen(claims, hashes).map(({ isSuppressed }) => isSuppressed)
    },
    isAnybodyForgotten: async () => !directory.suppressed.isEmpty,
    forgottenAmong: async (keys) => directory.forgottenAmong(keys, await memoryHashes(directory, keys)),
    rejectKeys: async () => [],
    readRejects: async () => '',
    removeWork: async () => {},
    sleep: async () => {},
  }
}

function jobRow({ database }: MemoryPlatform): JobRow | undefined {
  const [row] = database.all('select * from job')
  if (row === undefined) return undefined
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  ) as unknown as JobRow
}

/** Enters a rebuild, as the API does. */
export function beginRebuild({ database, tenant }: MemoryPlatform, nowMs: number): void {
  const { tenantId } = tenant
  const job = newJob({
    tenantId,
    jobId,
    kind: 'rebuild',
    model: null,
    seed: 1,
    startedBy: 'user:owner@shop.example',
    startedAt: nowMs,
  })
  const columns = Object.keys(job).map((name) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  )
  database.run([
    { text: 'delete from job', values: [] },
    {
      text: `insert into job (${columns.join()}) values (${columns.map(() => '?').join()})`,
      values: Object.values(job) as (string | number | null)[],
    },
  ])
}

/** Does the next step, or tries to; tells whether the rebuild has ended. A step that failed is told by its error. */
export async function stepRebuild(platform: MemoryPlatform, ports: RebuildPorts): Promise<boolean> {
  const job = jobRow(platform)
  if (job === undefined) throw new Error('no rebuild has begun')
  if (job.state === 'failed') throw new Error(`the rebuild failed: ${job.failure}`)
  if (job.state === 'done') return true
  const message: RebuildMessage = {
    version: 1,
    kind: 'rebuild',
    tenantId: platform.tenant.tenantId,
    jobId,
    step: job.step,
  }
  await runJobStep(message, ports, rebuildSteps)
  return jobRow(platform)?.state === 'done'
}

/** The same ports, each of whose calls may fail. */
export function faultyRebuildPorts(
  ports: RebuildPorts,
  random: RandomSource,
  faultRate: () => number,
): RebuildPorts {
  const calm = new Set<PropertyKey>(['jobs', 'files', 'queue', 'tenant', 'nowMs', 'freshId', 'report'])
  const faulty = faultyPorts(ports, random, faultRate)
  return new Proxy(ports, {
    get: (target, name) => Reflect.get(calm.has(name) ? target : faulty, name),
  })
}
