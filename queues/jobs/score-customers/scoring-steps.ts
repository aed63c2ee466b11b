import type { JobRow } from '#shared/database/tables/job.ts'
import { secondMs } from '#shared/kernel/time.ts'
import { countDrift, type DriftCounts, driftOf, noDriftCounts } from '#shared/predictions/drift.ts'
import { type ModelInUse, predictionKindsOf } from '#shared/predictions/model-in-use.ts'
import { predictionRow } from '#shared/predictions/new-prediction.ts'
import { rfmFiguresOf } from '#shared/predictions/rfm/rfm-figures.ts'
import { rfmPrediction } from '#shared/predictions/rfm/rfm-prediction.ts'
import { measureRfmScale, type RfmFigures, type RfmScale } from '#shared/predictions/rfm/rfm-scale.ts'
import { measureShopScale, type ShopScale } from '#shared/predictions/socio-economic/shop-scale.ts'
import { boughtBy } from '#shared/predictions/socio-economic-predictions.ts'
import { type LearningExample, predictAll } from '#shared/predictions/trainable.ts'
import { type JobStep, learningContext } from '../job-ports.ts'
import { lotOf } from '../train-model/row-parts.ts'
import {
  begunKindsOf,
  profileRows,
  replace,
  saveFeatures,
  socioEconomic,
  type ToldKind,
} from './keep-predictions.ts'
import { publishChanges } from './publish-changes.ts'
import type { ScoringPorts } from './scoring-ports.ts'
import { type SampledShopping, ShoppingSample } from './shopping-sample.ts'

/** One message works for about so long. */
const workMs = 5 * secondMs
/** Many together take less time for each; a page ends early where they have many orders. */
const customersPerPage = 500
/** How much of the whole reading and scoring is, in thousandths; the rest is to place customers by RFM. */
const scoringPermille = 850

/** A customer and the three figures RFM looks at. */
type FigureLine = readonly [customerId: string, recencyDays: number, orderCount: number, revenueMinor: number]

/** What the steps of a scoring hand on. */
interface ScoringCursor {
  readonly after: string
  /** Files with the figures of customers. */
  readonly figures: readonly string[]
  /** Files with what customers bought, without saying who. */
  readonly shopping: readonly string[]
  /** By the name of a model's version. */
  readonly drift: Readonly<Record<string, DriftCounts>>
  /** Kinds whose changes are told that somebody had when the job began; null before it did. */
  readonly begunKinds: readonly ToldKind[] | null
  readonly scale: RfmScale | null
  /** Of `figures`, how many files are placed by the scale. */
  readonly placedCount: number
}

type ScoringStep = JobStep<ScoringPorts>

/**
 * Predicts what the models in use say, page by page of customers, and profiles them by what was measured the last time. Notes
 * of all of them what RFM and the next profiles need.
 */
const score: ScoringStep = async (job, ports) => {
  const cursor = cursorOf(job)
  const context = learningContext(job, ports)
  const models = await ports.models(job.model, context)
  const shopScale = job.model === null ? await ports.shopScale() : null
  const begunKinds = cursor.begunKinds ?? (await begunKindsOf(ports))
  const ofModels = models.flatMap(({ kind }) => predictionKindsOf[kind])
  const kinds = [...ofModels, ...(shopScale === null ? [] : socioEconomic)]
  const drift: Record<string, DriftCounts> = { ...cursor.drift }
  const lines: FigureLine[] = []
  const sample = new ShoppingSample()
  const profiling = { currency: context.currency, asOfMs: context.asOfMs, means: ports.means }
  const beganMs = ports.nowMs()
  let after: string | null = cursor.after
  let { customerCount, resultCount } = job
  while (after !== null && ports.nowMs() - beganMs < workMs) {
    const page = await ports.examples(after, customersPerPage)
    const rows = [
      ...models.flatMap((model) => predict(model, page.examples, job.startedAt, drift)),
      ...page.examples.flatMap((example) => profileRows(shopScale, example, profiling)),
    ]
    const customerIds = page.examples.map(({ customerId }) => customerId)
    await replace(ports, { kinds, customerIds, rows, predictedAt: job.startedAt }, begunKinds)
    // They are the same whatever is predicted; a scoring by one model leaves them to the night's.
    if (job.model === null) await saveFeatures(ports, page.examples, context)
    if (page.refusedIds.length > 0) await ports.predictions.forget(page.refusedIds)
    if (job.model === null) {
      lines.push(...page.examples.flatMap((example) => figureLine(example, job)))
      for (const example of page.examples) {
        sample.add(lotOf(example.customerId, job.seed), boughtBy(example, context.currency, context.asOfMs))
      }
    }
    customerCount += page.examples.length + page.refusedIds.length
    resultCount += rows.length
    after = page.nextAfter
  }
  if (after === null) await noteDrift(models, drift, ports)
  await publishChanges(ports.changes)
  const figures = await writeLines(`figures-${job.step}`, lines, ports)
  const shopping = await writeLines(`shopping-${job.step}`, sample.kept(), ports)
  const written = [...figures, ...shopping]
  const next: ScoringCursor = {
    ...cursor,
    after: after ?? '',
    figures: [...cursor.figures, ...figures],
    shopping: [...cursor.shopping, ...shopping],
    drift,
    begunKinds,
  }
  const total = Math.max(customerCount, await ports.countCustomers(), 1)
  const counts = { customerCount, resultCount, cursor: JSON.stringify(next) }
  if (after === null && job.model !== null)
    return { changes: { ...counts, ...ended(resultCount, ports) }, written }
  return {
    changes: {
      ...counts,
      phase: after === null ? 'comparing-customers' : 'scoring',
      progressPermille: Math.round((scoringPermille * customerCount) / total),
    },
    written,
  }
}

/** Finds the borders between the fifths of all customers, and what they pay and buy. */
const compareCustomers: ScoringStep = async (job, ports) => {
  const cursor = cursorOf(job)
  const shopScale = await measureShopping(cursor.shopping, ports)
  if (shopScale !== null) await ports.saveShopScale(shopScale)
  const all: RfmFigures[] = []
  for (const name of cursor.figures) {
    for (const line of await readLines<FigureLine>(name, ports)) all.push(figuresOf(line))
  }
  const scale = measureRfmScale(all)
  if (!scale.ok) return { changes: ended(job.resultCount, ports) }
  await ports.saveRfmScale(scale.value)
  const next: ScoringCursor = { ...cursor, scale: scale.value }
  return { changes: { phase: 'placing', cursor: JSON.stringify(next), progressPermille: scoringPermille } }
}

/** Says of the customers of some files where they stand by RFM. */
const place: ScoringStep = async (job, ports) => {
  const cursor = cursorOf(job)
  const { scale, figures } = cursor
  if (scale === null) throw new Error('customers are placed before they were compared')
  let { placedCount } = cursor
  let { resultCount } = job
  const beganMs = ports.nowMs()
  while (placedCount < figures.length && ports.nowMs() - beganMs < workMs) {
    const lines = await readLines<FigureLine>(figures[placedCount] ?? '', ports)
    for (let from = 0; from < lines.length; from += customersPerPage) {
      const page = lines.slice(from, from + customersPerPage)
      const rows = page.flatMap((line) => rfmRow(scale, line, job.startedAt))
      const customerIds = page.map(([customerId]) => customerId)
      const told = { kinds: ['rfm'] as const, customerIds, rows, predictedAt: job.startedAt }
      await replace(ports, told, cursor.begunKinds ?? [])
      resultCount += rows.length
    }
    placedCount += 1
  }
  await publishChanges(ports.changes)
  const placed = { resultCount, cursor: JSON.stringify({ ...cursor, placedCount } satisfies ScoringCursor) }
  if (placedCount === figures.length) return { changes: { ...placed, ...ended(resultCount, ports) } }
  const rate = placedCount / figures.length
  const progressPermille = Math.round(scoringPermille + (1_000 - scoringPermille) * rate)
  return { changes: { ...placed, progressPermille } }
}

export const scoringSteps: Readonly<Record<string, ScoringStep>> = {
  scoring: score,
  'comparing-customers': compareCustomers,
  placing: place,
}

function predict(
  { name, predictor, reference }: ModelInUse,
  examples: readonly LearningExample[],
  predictedAt: number,
  drift: Record<string, DriftCounts>,
) {
  const predicted = predictAll(predictor, examples)
  return examples.flatMap(({ customerId }, place) => {
    const { rows, inputs } = predicted[place] ?? { rows: [] }
    if (reference !== null && inputs !== undefined) {
      drift[name] ??= noDriftCounts(reference)
      countDrift(drift[name], reference, rows[0]?.value ?? null, inputs)
    }
    return rows.map((row) => predictionRow(row, customerId, name, predictedAt))
  })
}

async function noteDrift(
  models: readonly ModelInUse[],
  drift: Readonly<Record<string, DriftCounts>>,
  ports: ScoringPorts,
): Promise<void> {
  for (const model of models) {
    const counts = drift[model.name]
    if (model.reference === null || counts === undefined) continue
    await ports.noteDrift(model, { measuredAt: ports.nowMs(), ...driftOf(model.reference, counts) })
  }
}

function figureLine(example: LearningExample, job: JobRow): FigureLine[] {
  const figures = rfmFiguresOf(example, job.startedAt)
  if (figures === null) return []
  return [[example.customerId, figures.recencyDays, figures.orderCount, figures.revenueMinor]]
}

function figuresOf([, recencyDays, orderCount, revenueMinor]: FigureLine): RfmFigures {
  return { recencyDays, orderCount, revenueMinor }
}

function rfmRow(scale: RfmScale, line: FigureLine, predictedAt: number) {
  const prediction = rfmPrediction(scale, figuresOf(line))
  return prediction === null ? [] : [predictionRow(prediction, line[0], null, predictedAt)]
}

async function measureShopping(names: readonly string[], ports: ScoringPorts): Promise<ShopScale | null> {
  const sample = new ShoppingSample()
  for (const name of names) {
    for (const [lot, shopping] of await readLines<SampledShopping>(name, ports)) sample.add(lot, shopping)
  }
  return measureShopScale(sample.kept().map(([, shopping]) => shopping))
}

/** Writes a file that nobody else writes, unless there is nothing to write. The names of those it wrote. */
async function writeLines(
  prefix: string,
  lines: readonly unknown[],
  { files, freshId }: Pick<ScoringPorts, 'files' | 'freshId'>,
): Promise<string[]> {
  if (lines.length === 0) return []
  const name = `${prefix}-${freshId()}`
  await files.write(name, JSON.stringify(lines))
  return [name]
}

async function readLines<Line>(name: string, { files }: Pick<ScoringPorts, 'files'>): Promise<Line[]> {
  return JSON.parse(new TextDecoder().decode(await files.read(name)))
}

function ended(resultCount: number, ports: Pick<ScoringPorts, 'nowMs'>) {
  return {
    state: 'done',
    phase: 'ended',
    progressPermille: 1_000,
    result: `${resultCount} predictions`,
    finishedAt: ports.nowMs(),
  } as const
}

function cursorOf(job: JobRow): ScoringCursor {
  const start = {
    after: '',
    figures: [],
    shopping: [],
    drift: {},
    begunKinds: null,
    scale: null,
    placedCount: 0,
  }
  return { ...start, ...JSON.parse(job.cursor ?? '{}') }
}
