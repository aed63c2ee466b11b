import type { JobRow } from '#shared/database/tables/job.ts'
import type { ModelVersionRow } from '#shared/database/tables/model-version.ts'
import type { JsonObject } from '#shared/kernel/json.ts'
import { secondMs } from '#shared/kernel/time.ts'
import { decidePromotion } from '#shared/predictions/promotion.ts'
import type { Trained } from '#shared/predictions/trainable.ts'
import { versionName } from '#shared/predictions/version-name.ts'
import { type JobStep, learningContext } from '../job-ports.ts'
import { textsOfCatalogue } from './read-catalogue.ts'
import { lotOf, nextDrawnRate, RowPart, readRows } from './row-parts.ts'
import type { TrainingPorts } from './training-ports.ts'
import { VisitReader } from './visit-reader.ts'

/** One message works for about so long. */
const workMs = 5 * secondMs
const customersPerPage = 250
/** 4 MB: a part is made and written at once. */
const numbersPerPart = 500_000
/** How much of the whole each phase is, in thousandths. */
const collectingPermille = 500
const learningPermille = 450

/** What the steps of a training hand on. */
interface TrainingCursor {
  readonly after: string
  readonly parts: readonly string[]
  /** Files with words that go with the numbers. */
  readonly textParts: readonly string[]
  readonly rowCount: number
  /** Rows that all customers so far would have given; only those with lots below `drawnRate` were read. */
  readonly expectedRowCount: number
  readonly drawnRate: number
  /** The file with what the learning has come to; null before it began. */
  readonly saved: string | null
}

type TrainingStep = JobStep<TrainingPorts>

/** Reads what customers bought, page by page, into rows of numbers. */
const collect: TrainingStep = async (job, ports) => {
  const { trainable } = ports
  const context = learningContext(job, ports)
  const cursor = cursorOf(job)
  const part = new RowPart(trainable.rowWidth)
  const texts = new Map<number, string>()
  const beganMs = ports.nowMs()
  let after: string | null = cursor.after
  let { customerCount } = job
  const customerTotal = await ports.countCustomers()
  const drawnRate = nextDrawnRate(cursor, trainable.rowWidth, customerCount, customerTotal)
  const views = new VisitReader(job, ports)
  const goesOn = () =>
    part.numberCount < numbersPerPart && ports.nowMs() - beganMs < workMs && !views.isAtLimit
  await views.open()
  while (after !== null && goesOn()) {
    const page = await ports.examples(after, customersPerPage)
    const drawn = page.examples.filter(({ customerId }) => lotOf(customerId, job.seed) < drawnRate)
    for (const example of await views.addTo(drawn)) {
      const lot = lotOf(example.customerId, job.seed)
      for (const row of trainable.rowsOf(example, context)) part.add(lot, row)
    }
    for (const example of page.examples) {
      for (const [key, text] of trainable.textsOf?.(example) ?? []) texts.set(key, text)
    }
    customerCount += page.examples.length
    after = page.nextAfter
  }
  if (after === null) for (const [key, text] of await textsOfCatalogue(ports)) texts.set(key, text)
  const name = `rows-${job.step}-${ports.freshId()}`
  const textName = `texts-${job.step}-${ports.freshId()}`
  const writtenRows = part.rowCount === 0 ? [] : [name]
  const writtenTexts = texts.size === 0 ? [] : [textName]
  if (part.rowCount > 0) await ports.files.write(name, part.bytes())
  if (texts.size > 0) await ports.files.write(textName, JSON.stringify([...texts]))
  const rowCount = cursor.rowCount + part.rowCount
  const next: TrainingCursor = {
    ...cursor,
    after: after ?? '',
    parts: [...cursor.parts, ...writtenRows],
    textParts: [...cursor.textParts, ...writtenTexts],
    rowCount,
    expectedRowCount: cursor.expectedRowCount + part.rowCount / drawnRate,
    drawnRate,
  }
  const total = Math.max(customerCount, customerTotal, 1)
  return {
    changes: {
      phase: after === null ? 'learning' : 'collecting',
      cursor: JSON.stringify(next),
      customerCount,
      resultCount: rowCount,
      progressPermille: Math.round((collectingPermille * customerCount) / total),
    },
    written: [...writtenRows, ...writtenTexts],
  }
}

/** Learns for as long as one message may take, and keeps how far it came. */
const learn: TrainingStep = async (job, ports) => {
  const cursor = cursorOf(job)
  const run = await openRun(job, cursor, ports)
  const beganMs = ports.nowMs()
  let isDone = run.advance()
  while (!isDone && ports.nowMs() - beganMs < workMs) {
    // A Worker's clock stands still between two calls to the outside; and nobody waits for a job that was cancelled.
    const seen = await ports.jobs.find(job.jobId)
    if (seen?.step !== job.step) break
    isDone = run.advance()
  }
  const name = `learned-${job.step}-${ports.freshId()}`
  await ports.files.write(name, JSON.stringify(run.save()))
  return {
    changes: {
      phase: isDone ? 'comparing' : 'learning',
      cursor: JSON.stringify({ ...cursor, saved: name } satisfies TrainingCursor),
      progressPermille: Math.round(collectingPermille + learningPermille * run.progressRate),
    },
    written: [name],
    ...(cursor.saved !== null && { obsolete: [cursor.saved] }),
  }
}

/** Compares the model with a plain rule and with the one in use, and enters it in the registry. */
const compare: TrainingStep = async (job, ports) => {
  const { trainable, registry, artifacts } = ports
  const cursor = cursorOf(job)
  const rows = await rowsOf(cursor, ports)
  const context = learningContext(job, ports)
  const champion = await registry.champion()
  const inUse = await artifactOf(champion, ports)
  const saved = await savedOf(cursor, ports)
  const result = trainable.train(rows, context, saved, inUse, await textsOf(cursor, ports)).result()
  if (!result.ok) return { changes: ended(result.failure.message, ports.nowMs()) }
  const trained = result.value

  const championMetrics = inUse === null ? null : trainable.evaluate(inUse, rows, context)
  const { state, verdict } = decidePromotion({
    decidedBy: trainable.decidedBy,
    metrics: trained.metrics,
    baselineMetrics: trained.baselineMetrics,
    champion: champion === undefined ? null : { name: versionName(champion), metrics: championMetrics },
  })
  const { artifact, reference, bytes } = trained
  const nowMs = ports.nowMs()
  const row = {
    ...describe(trained),
    tenantId: job.tenantId,
    kind: trainable.kind,
    version: (await registry.lastVersion()) + 1,
    state,
    origin: job.kind === 'evaluate-model' ? ('uploaded' as const) : ('trained' as const),
    trainedAt: nowMs,
    promotedAt: state === 'champion' ? nowMs : null,
    seed: job.seed,
    championMetrics,
    verdict,
    drift: null,
    artifactKey: await artifacts.write(job.jobId, { artifact, reference }, bytes),
    artifactDeletedAt: null,
    jobId: job.jobId,
  }
  return {
    changes: ended(versionName(row), nowMs),
    version: { row, comparedWith: champion?.version ?? 0 },
  }
}

export const trainingSteps: Readonly<Record<string, TrainingStep>> = {
  collecting: collect,
  learning: learn,
  comparing: compare,
}

function describe(trained: Trained) {
  return {
    algorithm: trained.algorithm,
    dataFrom: trained.dataFrom,
    dataTo: trained.dataTo,
    rowCount: trained.rowCount,
    featureNames: [...trained.featureNames],
    parameters: { ...trained.parameters },
    metrics: { ...trained.metrics },
    baselineMetrics: { ...trained.baselineMetrics },
    importances: [...trained.importances],
    curves: [...trained.curves],
  }
}

function ended(result: string, nowMs: number) {
  return { state: 'done', phase: 'ended', progressPermille: 1_000, result, finishedAt: nowMs } as const
}

function cursorOf(job: JobRow): TrainingCursor {
  const start: TrainingCursor = {
    after: '',
    parts: [],
    textParts: [],
    rowCount: 0,
    expectedRowCount: 0,
    drawnRate: 1,
    saved: null,
  }
  return { ...start, ...JSON.parse(job.cursor ?? '{}') }
}

async function openRun(job: JobRow, cursor: TrainingCursor, ports: TrainingPorts) {
  const rows = await rowsOf(cursor, ports)
  const inUse = await artifactOf(await ports.registry.champion(), ports)
  const [saved, texts] = [await savedOf(cursor, ports), await textsOf(cursor, ports)]
  const version = (await ports.registry.lastVersion()) + 1
  return ports.trainable.train(rows, { ...learningContext(job, ports), version }, saved, inUse, texts)
}

async function artifactOf(
  version: ModelVersionRow | undefined,
  { artifacts }: TrainingPorts,
): Promise<JsonObject | null> {
  return version === undefined ? null : (await artifacts.read(version.artifactKey)).artifact
}

function rowsOf(cursor: TrainingCursor, { trainable, files }: TrainingPorts) {
  return readRows(cursor.parts, cursor, trainable.rowWidth, files)
}

async function savedOf({ saved }: TrainingCursor, { files }: TrainingPorts): Promise<JsonObject | null> {
  return saved === null ? null : JSON.parse(new TextDecoder().decode(await files.read(saved)))
}

/** All texts, of those for one number the one that was read last. */
async function textsOf(
  { textParts }: TrainingCursor,
  { files }: TrainingPorts,
): Promise<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>()
  for (const name of textParts) {
    const part: [number, string][] = JSON.parse(new TextDecoder().decode(await files.read(name)))
    for (const [key, text] of part) texts.set(key, text)
  }
  return texts
}
