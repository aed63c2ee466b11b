import { drizzle } from 'drizzle-orm/d1'
import { afterAll, expect, it } from 'vitest'
import { newJob } from '#queues/jobs/new-job.ts'
import {
  countOldArtifacts,
  deleteOldVersions,
  forgetArtifacts,
  keptFigures,
  markedArtifacts,
  markOldArtifacts,
} from '#shared/database/model-retention.ts'
import { registerStatements } from '#shared/database/model-versions.ts'
import { promoteStatements } from '#shared/database/promote-version.ts'
import type { ModelVersionRow } from '#shared/database/tables/model-version.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** Only asked for the text of statements. */
const unconnected = drizzle(undefined as never)
const tenantId = 'test'
const kinds = ['churn', 'segments'] as const
type Kind = (typeof kinds)[number]
const olderThan = 40

/** Plays a shop that trains, promotes by hand and deletes, and knows by itself what has to be there. */
class World {
  readonly random: () => number
  /** What lies in the archive. */
  readonly artifacts = new Set<string>()
  /** The versions that were in use, one after the other. */
  readonly inUse: Readonly<Record<Kind, number[]>> = { churn: [], segments: [] }
  readonly trainedAt = new Map<string, number>()
  nowMs = 1_000

  constructor(seed: number) {
    this.random = seededRandom(seed)
    database.run([
      { text: 'delete from model_version', values: [] },
      { text: 'delete from job', values: [] },
    ])
  }

  versions(kind: Kind): Pick<ModelVersionRow, 'version' | 'state' | 'artifactKey' | 'artifactDeletedAt'>[] {
    return database.read({
      text: `select version, state, artifact_key as artifactKey, artifact_deleted_at as artifactDeletedAt
             from model_version where kind = ? order by version`,
      values: [kind],
    }) as never
  }

  train(kind: Kind): void {
    const version = (this.versions(kind).at(-1)?.version ?? 0) + 1
    const [jobId, artifactKey] = [`job-${kind}-${version}`, `models/${kind}/${version}`]
    const isBetter = this.inUse[kind].length === 0 || this.random() < 0.2
    const state = isBetter ? 'champion' : this.random() < 0.5 ? 'challenger' : 'rejected'
    this.artifacts.add(artifactKey)
    this.trainedAt.set(artifactKey, this.nowMs)
    const row = {
      tenantId,
      kind,
      version,
      state,
      origin: 'trained',
      algorithm: '',
      trainedAt: this.nowMs,
      promotedAt: isBetter ? this.nowMs : null,
      dataFrom: 0,
      dataTo: 0,
      rowCount: 1,
      featureNames: [],
      seed: 1,
      parameters: {},
      metrics: {},
      baselineMetrics: {},
      championMetrics: null,
      verdict: '',
      importances: [],
      curves: [],
      drift: null,
      artifactKey,
      artifactDeletedAt: null,
      jobId,
    } satisfies ModelVersionRow
    database.run([
      {
        text: `insert into job (tenant_id, job_id, kind, model, state, phase, step, progress_permille, retry_count,
                 customer_count, result_count, seed, started_by, started_at, progressed_at)
               values (?, ?, 'train-model', ?, 'running', 'comparing', 3, 0, 0, 0, 0, 1, '', 0, 0)`,
        values: [tenantId, jobId, kind],
      },
      ...registerStatements(
        { tenantId, jobId, step: 3 },
        { row, comparedWith: this.inUse[kind].at(-1) ?? 0 },
      ),
      { text: "update job set state = 'done' where job_id = ?", values: [jobId] },
    ])
    if (isBetter) this.inUse[kind].push(version)
  }

  /** By hand, any version whose page still offers it; between looking and doing, time goes by. */
  promote(kind: Kind, meanwhile: () => void): void {
    const offered = this.versions(kind).filter(
      ({ state, artifactDeletedAt }) => state !== 'champion' && artifactDeletedAt === null,
    )
    const chosen = offered[Math.floor(this.random() * offered.length)]
    if (chosen === undefined) return
    meanwhile()
    const told = { tenantId, kind: 'score-customers', model: kind, seed: 1, startedBy: 'user' } as const
    const scoring = newJob({ ...told, jobId: `job_p${this.random()}`, startedAt: this.nowMs })
    database.run([
      ...promoteStatements(unconnected, { tenantId, kind, version: chosen.version }, scoring),
      { text: "update job set state = 'done' where job_id = ?", values: [scoring.jobId] },
    ])
    const champion = this.versions(kind).find(({ state }) => state === 'champion')?.version
    if (champion === chosen.version && champion !== this.inUse[kind].at(-1)) this.inUse[kind].push(champion)
  }

  /** What the daily schedule does; it may be broken off after any of its parts. */
  retain(mayBreak = true): void {
    const goesOn = () => !mayBreak || this.random() < 0.8
    const before = this.nowMs - olderThan
    database.run([markOldArtifacts(tenantId, before, this.nowMs)])
    if (!goesOn()) return
    const keys = database.read(markedArtifacts(tenantId, 3)).map(({ artifactKey }) => String(artifactKey))
    for (const key of keys) if (goesOn()) this.artifacts.delete(key)
    if (!goesOn() || keys.some((key) => this.artifacts.has(key))) return
    database.run([forgetArtifacts(tenantId, keys)])
    if (goesOn()) database.run([deleteOldVersions(tenantId, before)])
  }

  /** The champion and the one before it, by what was seen happen. */
  needed(kind: Kind): number[] {
    const champion = this.inUse[kind].at(-1)
    const previous = this.inUse[kind].findLast((version) => version !== champion)
    return [champion, previous].filter((version) => version !== undefined)
  }

  check(seed: number): void {
    for (const kind of kinds) {
      const versions = this.versions(kind)
      const champions = versions.filter(({ state }) => state === 'champion').map(({ version }) => version)
      expect([seed, kind, champions]).toEqual([seed, kind, this.inUse[kind].slice(-1)])
      for (const version of this.needed(kind)) {
        const artifactKey = `models/${kind}/${version}`
        expect([seed, versions.find((row) => row.version === version)]).toMatchObject([
          seed,
          { artifactKey, artifactDeletedAt: null },
        ])
        expect([seed, artifactKey, this.artifacts.has(artifactKey)]).toEqual([seed, artifactKey, true])
      }
      // Whatever is offered can be taken into use, and nothing young is gone.
      for (const { artifactKey, artifactDeletedAt } of versions)
        if (artifactDeletedAt === null) expect([seed, this.artifacts.has(artifactKey)]).toEqual([seed, true])
      for (const [key, trainedAt] of this.trainedAt)
        if (trainedAt >= this.nowMs - olderThan) expect([seed, this.artifacts.has(key)]).toEqual([seed, true])
      const trained = [...this.trainedAt.keys()].filter((key) => key.startsWith(`models/${kind}/`)).length
      expect(versions.length).toBeGreaterThanOrEqual(Math.min(trained, keptFigures))
    }
  }
}

it('never loses a model that is in use or the one before it, whatever comes in which order', () => {
  let [deletedModels, deletedRows] = [0, 0]
  for (let seed = 1; seed <= 8; seed += 1) {
    const world = new World(seed)
    for (let turn = 0; turn < 300; turn += 1) {
      world.nowMs += 1 + Math.floor(world.random() * 4)
      const kind = kinds[Math.floor(world.random() * kinds.length)] ?? 'churn'
      const chance = world.random()
      if (chance < 0.5) world.train(kind)
      else if (chance < 0.6) world.promote(kind, () => world.random() < 0.5 && world.retain())
      else world.retain()
      world.check(seed)
    }
    // Undisturbed, it comes to an end at which all is gone that may go.
    world.nowMs += olderThan + 1
    for (let turn = 0; turn < 120; turn += 1) world.retain(false)
    world.check(seed)
    expect(database.read(countOldArtifacts(tenantId, world.nowMs - olderThan))).toEqual([{ count: 0 }])
    expect([seed, world.artifacts.size]).toEqual([seed, kinds.flatMap((kind) => world.needed(kind)).length])
    deletedModels += world.trainedAt.size - world.artifacts.size
    deletedRows += world.trainedAt.size - kinds.flatMap((kind) => world.versions(kind)).length
  }
  expect(deletedModels).toBeGreaterThan(500)
  expect(deletedRows).toBeGreaterThan(100)
})
