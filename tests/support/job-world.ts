import { LiveFeedStore } from '#durable-objects/live-feed/live-feed-store.ts'
import type { CustomerJobPorts, ExamplePage, SteppedJobMessage } from '#queues/jobs/job-ports.ts'
import { newJob } from '#queues/jobs/new-job.ts'
import { runJobStep } from '#queues/jobs/run-job-step.ts'
import type { ChangesPorts } from '#queues/jobs/score-customers/publish-changes.ts'
import type { KeptPredictions, ScoringPorts } from '#queues/jobs/score-customers/scoring-ports.ts'
import { scoringSteps } from '#queues/jobs/score-customers/scoring-steps.ts'
import type { ModelArtifact, TrainingPorts } from '#queues/jobs/train-model/training-ports.ts'
import { trainingSteps } from '#queues/jobs/train-model/training-steps.ts'
import { markPublished } from '#shared/database/prediction-changes.ts'
import { forgetPredictionStatements, replacePredictionStatements } from '#shared/database/predictions.ts'
import { featureVectorStatements } from '#shared/database/save-feature-vectors.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import type { ModelVersionRow } from '#shared/database/tables/model-version.ts'
import type {
  ConsumptionEventRow,
  PredictionRow,
  SegmentMovementRow,
} from '#shared/database/tables/predictions.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { MeansSettings } from '#shared/predictions/socio-economic/may-profile-means.ts'
import type { ShopScale } from '#shared/predictions/socio-economic/shop-scale.ts'
import type { LearningExample, Trainable } from '#shared/predictions/trainable.ts'
import { versionName } from '#shared/predictions/version-name.ts'
import {
  liveConsumptionPrediction,
  liveSegmentUpdate,
} from '#shared/predictions/views/live-prediction-views.ts'
import type { MemoryDatabase } from './memory-database.ts'
import { type JobsWorld, memoryJobPorts } from './memory-job-ports.ts'
import { nodeSql } from './node-sql.ts'

type Row = Record<string, unknown>
const tenantId = 'tenant'
/** A short page, so that a few customers are several pages and steps. */
const customersPerPage = 3

/** A customer who bought for each amount once, a day apart. */
export function buyer(customerId: string, amounts: readonly number[], lastAt = 0): LearningExample {
  return {
    customerId,
    activity: '',
    purchases: amounts.map((amountMinor, place) => ({
      orderKey: `shop:${customerId}-${place}`,
      placedAt: lastAt - (amounts.length - 1 - place) * dayMs,
      channel: 'web' as const,
      storeId: null,
      isCancelled: false,
      currency: 'GBP',
      amountTenantMinor: amountMinor,
      grossMinor: amountMinor,
      refundedMinor: 0,
      discountMinor: null,
      lines: [],
    })),
  }
}

/**
 * Jobs of one tenant with everything around them in memory: D1's real tables and statements, files, the queue. Each call
 * of the ports passes `mayBreak` before and after its effect, which may throw, as a crash does.
 */
export class JobWorld implements JobsWorld {
  readonly database: MemoryDatabase
  /** What the live feed has told. */
  readonly feed = new LiveFeedStore(nodeSql())
  readonly files = new Map<string, ArrayBuffer>()
  readonly artifacts = new Map<string, string>()
  readonly messages: SteppedJobMessage[] = []
  readonly trainable: Trainable
  readonly examples: readonly LearningExample[]
  refused: ReadonlySet<string> = new Set()
  /** Who agreed to being profiled; all others said nothing. */
  agreed: ReadonlySet<string> = new Set()
  means: MeansSettings = { country: 'GB', isProfilingOptOut: null, isSocioEconomicOn: null }
  /** As the last scoring left it. */
  shopScale: ShopScale | null = null
  mayBreak: () => void = () => {}
  /** How many turns a call takes before it has its effect: others go on meanwhile. */
  turns: () => number = () => 0
  nowMs = 1_000 * dayMs
  /** Time that each reading of the clock takes: two seconds, so that a step ends after some pages. */
  readonly tickMs = 2_000
  #freshCount = 0

  /** What another world left in the database is deleted: making one takes longer than most worlds live. */
  constructor(database: MemoryDatabase, trainable: Trainable, examples: readonly LearningExample[]) {
    this.database = database
    const tables = [
      'job',
      'model_version',
      'predictions',
      'segment_movement',
      'consumption_event',
      'features',
      'customer_profile',
    ]
    database.run(tables.map((table) => ({ text: `delete from ${table}`, values: [] })))
    this.trainable = trainable
    this.examples = [...examples].sort((left, right) => (left.customerId < right.customerId ? -1 : 1))
    const profiles = this.examples.map(({ customerId }) => ({
      text: `insert into customer_profile (tenant_id, customer_id, version, display_name, search_text, first_seen_at,
               last_seen_at, order_count, revenue_minor, channels) values (?, ?, 1, '', '', 1, 1, 1, 1, '[]')`,
      values: [tenantId, customerId],
    }))
    this.database.run(profiles)
  }

  /** Puts a job in its row and the queue. */
  start(kind: JobRow['kind'], model: JobRow['model'], seed = 1): string {
    const jobId = `job-${this.all('job').length + 1}`
    const job = newJob({ tenantId, jobId, kind, model, seed, startedBy: 'test', startedAt: this.nowMs })
    const columns = Object.keys(job).map(snake)
    this.database.run([
      {
        text: `insert into job (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
        values: Object.values(job) as SqlStatement['values'],
      },
    ])
    this.messages.push({ version: 1, kind, tenantId, jobId, step: 0 })
    return jobId
  }

  /** What the minute's schedule does for a job that stands still. */
  sendAgain(jobId: string): void {
    const { kind, step } = this.job(jobId)
    this.messages.push({ version: 1, kind, tenantId, jobId, step })
  }

  /** What the schedule does a while after a job has ended. */
  sweep(jobId: string): void {
    for (const name of [...this.files.keys()]) if (name.startsWith(`${jobId}/`)) this.files.delete(name)
    const registered = new Set(this.versions().map(({ artifactKey }) => artifactKey))
    for (const key of [...this.artifacts.keys()]) {
      if (key.startsWith(`${jobId}/`) && !registered.has(key)) this.artifacts.delete(key)
    }
  }

  cancel(jobId: string): void {
    this.database.run([
      {
        text: `update job set state = 'cancelled', step = step + 1, finished_at = 1
               where job_id = ? and state in ('queued', 'running')`,
        values: [jobId],
      },
    ])
  }

  async handle(message: SteppedJobMessage) {
    return message.kind === 'train-model' || message.kind === 'evaluate-model'
      ? runJobStep(message, this.trainingPorts(message.jobId), trainingSteps)
      : runJobStep(message, this.scoringPorts(message.jobId), scoringSteps)
  }

  /** Works until nothing waits any more. */
  async runAll(): Promise<void> {
    for (let next = this.messages.shift(); next !== undefined; next = this.messages.shift())
      await this.handle(next)
  }

  job(jobId: string): JobRow {
    const row = this.all('job').find((each) => each.jobId === jobId)
    if (row === undefined) throw new Error(`no job ${jobId}`)
    return row as unknown as JobRow
  }

  versions(): ModelVersionRow[] {
    return this.all('model_version').map(parsed) as unknown as ModelVersionRow[]
  }

  predictions(): PredictionRow[] {
    return this.all('predictions').map(
      (row) => ({ ...row, factors: JSON.parse(String(row.factors)) }) as unknown as PredictionRow,
    )
  }

  all(table: string): Row[] {
    return this.database
      .all(`select * from ${table} order by 1, 2, 3`)
      .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value])))
  }

  readonly effect = async <Value>(make: () => Value): Promise<Value> => {
    this.mayBreak()
    for (let turn = this.turns(); turn > 0; turn -= 1) await null
    const value = make()
    await null
    this.mayBreak()
    return value
  }

  #ports(jobId: string): CustomerJobPorts {
    const { effect } = this
    return {
      ...memoryJobPorts(this, jobId),
      context: { tenantId, currency: 'GBP', timeZone: 'UTC', country: 'GB' },
      examples: (after) => effect(() => this.#page(after)),
      countCustomers: () => effect(() => this.examples.length),
    }
  }

  send(message: SteppedJobMessage): void {
    this.messages.push(message)
  }

  freshId(): string {
    this.#freshCount += 1
    return String(this.#freshCount)
  }

  readClock(): number {
    this.nowMs += this.tickMs
    return this.nowMs
  }

  #page(after: string): ExamplePage {
    const page = this.examples.filter(({ customerId }) => customerId > after).slice(0, customersPerPage)
    return {
      examples: page
        .filter(({ customerId }) => !this.refused.has(customerId))
        .map((example) => ({
          ...example,
          isProfilingAllowed: this.agreed.has(example.customerId) ? true : null,
        })),
      refusedIds: page.map(({ customerId }) => customerId).filter((id) => this.refused.has(id)),
      nextAfter: page.at(-1)?.customerId ?? null,
    }
  }

  trainingPorts(jobId: string): TrainingPorts {
    const effect = this.effect
    return {
      ...this.#ports(jobId),
      trainable: this.trainable,
      registry: {
        champion: () => effect(() => this.versions().find(({ state }) => state === 'champion')),
        lastVersion: () => effect(() => Math.max(0, ...this.versions().map(({ version }) => version))),
      },
      artifacts: {
        read: (key) => effect(() => this.#artifact(key)),
        write: (id, content) =>
          effect(() => {
            const key = `${id}/${this.freshId()}`
            this.artifacts.set(key, JSON.stringify(content))
            return key
          }),
      },
    }
  }

  scoringPorts(jobId: string): ScoringPorts {
    const effect = this.effect
    return {
      ...this.#ports(jobId),
      models: (_, context) =>
        effect(() =>
          this.versions()
            .filter(({ state }) => state === 'champion')
            .map((row) => {
              const { artifact, reference } = this.#artifact(row.artifactKey)
              const predictor = this.trainable.predictor(artifact, context)
              return { kind: row.kind, version: row.version, name: versionName(row), predictor, reference }
            }),
        ),
      predictions: this.#predictionPorts(),
      changes: this.changesPorts(),
      saveFeatures: (rows) => effect(() => this.database.run(featureVectorStatements(tenantId, true, rows))),
      shopScale: () => effect(() => this.shopScale),
      means: this.means,
      saveRfmScale: () => effect(() => {}),
      saveShopScale: (scale) =>
        effect(() => {
          this.shopScale = scale
        }),
      noteDrift: ({ version }, drift) =>
        effect(() => {
          const text = 'update model_version set drift = ? where version = ?'
          this.database.run([{ text, values: [JSON.stringify(drift), version] }])
        }),
    }
  }

  changesPorts(): ChangesPorts {
    const effect = this.effect
    const waiting = <Row>(table: string, limit: number) =>
      this.all(table)
        .filter(({ isPublished }) => isPublished === 0)
        .slice(0, limit)
        .map(parsed) as Row[]
    return {
      unpublished: (limit) =>
        effect(() => ({
          movements: waiting<SegmentMovementRow>('segment_movement', limit),
          consumptionEvents: waiting<ConsumptionEventRow>('consumption_event', limit),
        })),
      publish: ({ movements, consumptionEvents }) =>
        effect(() => {
          const segmentUpdates = movements.map(liveSegmentUpdate)
          const consumptionPredictions = consumptionEvents.map((row) => liveConsumptionPrediction(row, 'UTC'))
          this.feed.addPredictions({ segmentUpdates, consumptionPredictions }, this.nowMs)
        }),
      markPublished: (changes) =>
        effect(() => {
          const marks = markPublished(tenantId, changes)
          const rows = marks.flatMap((mark) => this.database.read(mark))
          return new Set(rows.map(({ id }) => String(id)))
        }),
      takeBack: (ids) => effect(() => this.feed.takeBackChanges(ids)),
    }
  }

  #predictionPorts(): KeptPredictions {
    const effect = this.effect
    return {
      find: (ids, kinds) =>
        effect(() =>
          this.predictions().filter(
            ({ customerId, kind }) => ids.includes(customerId) && kinds.includes(kind),
          ),
        ),
      begunKinds: (kinds) =>
        effect(() => kinds.filter((kind) => this.predictions().some((row) => row.kind === kind))),
      replace: (replacement) =>
        effect(() => this.database.run(replacePredictionStatements(tenantId, true, replacement))),
      forget: (ids) => effect(() => this.database.run(forgetPredictionStatements(tenantId, ids))),
    }
  }

  #artifact(key: string): ModelArtifact {
    const text = this.artifacts.get(key)
    if (text === undefined) throw new Error(`the model ${key} is missing`)
    return JSON.parse(text)
  }
}

/** The row with what is JSON read. */
function parsed(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value,
    ]),
  )
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
