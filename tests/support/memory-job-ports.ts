import type { JobPorts, SteppedJobMessage } from '#queues/jobs/job-ports.ts'
import { advanceJobStatement } from '#shared/database/jobs.ts'
import { registerStatements } from '#shared/database/model-versions.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import type { Effect } from './memory-buckets.ts'
import type { MemoryDatabase } from './memory-database.ts'

/** What a world has in which jobs go on. */
export interface JobsWorld {
  readonly database: MemoryDatabase
  /** By job and name. */
  readonly files: Map<string, ArrayBuffer>
  readonly effect: Effect
  /** Throws where there is none. */
  job(jobId: string): JobRow
  send(message: SteppedJobMessage): void
  freshId(): string
  /** Time goes on with each reading of the clock. */
  readClock(): number
}

/** What every job needs of the world, in memory: D1's real statements, files that nobody writes twice, the queue. */
export function memoryJobPorts(world: JobsWorld, jobId: string): JobPorts {
  const { database, files, effect } = world
  const keyOf = (name: string) => `${jobId}/${name}`
  return {
    jobs: {
      find: (id) =>
        effect(() => {
          const isThere =
            database.read({ text: 'select 1 from job where job_id = ?', values: [id] }).length > 0
          return isThere ? world.job(id) : undefined
        }),
      advance: (seen, changes, version) =>
        effect(() => {
          const before = world.job(seen.jobId).step
          database.run([
            ...(version === null ? [] : registerStatements(seen, version)),
            advanceJobStatement(seen, changes, version?.row.artifactKey ?? null),
          ])
          return world.job(seen.jobId).step > before
        }),
      noteRetry: (seen) =>
        effect(() => {
          const text = 'update job set retry_count = retry_count + 1 where job_id = ? and step = ?'
          database.run([{ text, values: [seen.jobId, seen.step] }])
        }),
    },
    files: {
      read: (name) =>
        effect(() => {
          const found = files.get(keyOf(name))
          if (found === undefined) throw new Error(`the file ${name} is missing`)
          // Bytes of the reader's own, as R2 gives them.
          return found.slice(0)
        }),
      write: (name, content) =>
        effect(() => {
          if (files.has(keyOf(name))) throw new Error(`the file ${name} was written before`)
          const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
          files.set(keyOf(name), new Uint8Array(bytes).slice().buffer)
        }),
      remove: (names) =>
        effect(() => {
          for (const name of names) files.delete(keyOf(name))
        }),
      removeAll: () =>
        effect(() => {
          for (const key of [...files.keys()]) if (key.startsWith(keyOf(''))) files.delete(key)
        }),
    },
    queue: { send: (message) => effect(() => world.send(message)) },
    freshId: () => world.freshId(),
    nowMs: () => world.readClock(),
  }
}
