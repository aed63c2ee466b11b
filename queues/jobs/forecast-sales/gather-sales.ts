import type { JobRow } from '#shared/database/tables/job.ts'
import type { SalesFileRow } from '#shared/database/tables/sales.ts'
import { freeBytes } from '#shared/kernel/free-bytes.ts'
import { secondMs } from '#shared/kernel/time.ts'
import { dayText } from '#shared/sales/day-number.ts'
import { lastFullDay } from '#shared/sales/last-full-day.ts'
import {
  nextSalesFileWork,
  type SalesDay,
  type SalesFileSizes,
  type SalesFileWork,
  usualFileSizes,
} from '#shared/sales/plan-sales-files.ts'
import { isWholeSalesFile } from '#shared/sales/read-sales-file.ts'
import { SalesColumns } from '#shared/sales/sales-columns.ts'
import { encodeSalesFile } from '#shared/sales/sales-file.ts'
import { SalesTally } from '#shared/sales/sales-tally.ts'
import type { StepResult } from '../job-ports.ts'
import type { OrderPlace, SalesPorts } from './sales-ports.ts'
import { type SalesSource, writeSalesFiles } from './write-sales-files.ts'

/** One message works for about so long. */
const workMs = 5 * secondMs
/** Somewhat more than three years: what a forecast looks at, and a month to forecast in hindsight. */
export const keptSalesDays = 1_120
/** So many sales are added up in memory at once. */
const mostOpenSales = 100_000
/** How much of a forecast the gathering is, in thousandths. */
export const gatheringPermille = 200

/** What the steps of a gathering hand on. */
interface GatheringCursor {
  /** The file with the days as they were when the job began; null before. */
  readonly days: string | null
  /** Keys of files that are named but missing, or damaged: their days are read again. */
  readonly lost: readonly string[]
  readonly reading: Reading | null
}

/** How far the reading for new files has come. */
interface Reading {
  readonly work: SalesFileWork
  /** How many of the days to be read are read. */
  readonly readCount: number
  /** Where to go on in the next one. */
  readonly after: OrderPlace | null
  /** Files of the job with what was read, each a sales file. */
  readonly parts: readonly string[]
}

/**
 * Brings the files of sales up to what orders and reports say. Which days have changed is looked up once, when the job
 * begins, and before any order is read: a change that comes later makes the marks differ, and the next job reads
 * the day again. Which files to write next is decided anew each time from the rows of files there are, so it does no harm when
 * two do so at once: the rows of one of them are entered, the other finds that and decides anew.
 */
export async function gatherSales(
  job: JobRow,
  ports: SalesPorts,
  sizes = usualFileSizes,
): Promise<StepResult> {
  const cursor = cursorOf(job)
  if (cursor.days === null) return lookUpDays(job, ports)
  const { days: daysName } = cursor
  const wanted = await readDays(daysName, ports)
  // "Now" is when the job began, in all of its steps.
  const toDay = lastFullDay(ports.timeZone, job.startedAt)
  const lost = new Set(cursor.lost)
  const written: string[] = []
  const obsolete: string[] = []
  const beganMs = ports.nowMs()
  let { reading } = cursor
  let rows = await ports.sales.files()
  do {
    if (reading === null) {
      const work = nextWork(rows, wanted, lost, toDay, sizes)
      if (work === null) {
        const changes = { phase: 'summing', cursor: '{}', progressPermille: gatheringPermille }
        return { changes, written, obsolete: [...obsolete, daysName] }
      }
      reading = { work, readCount: 0, after: null, parts: [] }
    }
    const read = await readOn(reading, beganMs + workMs, ports)
    reading = read.reading
    if (reading.readCount < reading.work.readDays.length) {
      if (read.tally.saleCount === 0) continue
      const name = `sales-${job.step}-${ports.freshId()}`
      const bytes = encoded(read.tally)
      await ports.files.write(name, bytes)
      freeBytes(bytes)
      written.push(name)
      reading = { ...reading, parts: [...reading.parts, name] }
      continue
    }
    const spoilt = await replace(reading, read.tally, { rows, lost, limit: sizes.mostSales }, ports)
    for (const key of spoilt) lost.add(key)
    obsolete.push(...reading.parts)
    reading = null
    rows = await ports.sales.files()
  } while (ports.nowMs() - beganMs < workMs)
  const next: GatheringCursor = { days: daysName, lost: [...lost], reading }
  return {
    changes: {
      phase: 'gathering',
      cursor: JSON.stringify(next),
      progressPermille: Math.round(gatheringPermille * doneRate(rows, wanted)),
    },
    written,
    obsolete,
  }
}

async function lookUpDays(job: JobRow, ports: SalesPorts): Promise<StepResult> {
  const lost = await ports.sales.sweepFiles()
  const known = await ports.sales.days(0, lastFullDay(ports.timeZone, job.startedAt))
  const first = firstDay(known)
  const name = `days-${job.step}-${ports.freshId()}`
  await ports.files.write(name, JSON.stringify(known.filter(({ day }) => day >= first)))
  const next: GatheringCursor = { days: name, lost, reading: null }
  return { changes: { phase: 'gathering', cursor: JSON.stringify(next) }, written: [name] }
}

/** The first day that matters: of a shop that has told nothing for years, the last years that it told of. */
function firstDay(days: readonly SalesDay[]): number {
  return Math.max(0, (days.at(-1)?.day ?? 0) - keptSalesDays + 1)
}

function nextWork(
  rows: readonly SalesFileRow[],
  wanted: readonly SalesDay[],
  lost: ReadonlySet<string>,
  toDay: number,
  sizes: SalesFileSizes,
): SalesFileWork | null {
  const known = rows.map((row) => (lost.has(row.fileKey) ? { ...row, dayMarks: withoutMarks(row) } : row))
  return nextSalesFileWork(known, wanted, firstDay(wanted), toDay, sizes)
}

/** No day has an empty mark, so each of them counts as changed. */
function withoutMarks({ dayMarks }: SalesFileRow): Record<string, string> {
  return Object.fromEntries(Object.keys(dayMarks).map((day) => [day, '']))
}

/** Reads orders and reports, until all days are read, there is enough for one part, or the time is over. */
async function readOn(
  from: Reading,
  untilMs: number,
  ports: SalesPorts,
): Promise<{ reading: Reading; tally: SalesTally }> {
  const tally = new SalesTally()
  let { readCount, after } = from
  const { readDays } = from.work
  for (let isFirst = true; readCount < readDays.length; isFirst = false) {
    if (!isFirst && (tally.saleCount >= mostOpenSales || ports.nowMs() >= untilMs)) break
    const day = dayText(readDays[readCount] ?? 0)
    const page = await ports.sales.ordersOf(day, after)
    for (const sale of page.sales) tally.add(sale)
    after = page.nextAfter
    if (after !== null) continue
    for (const sale of await ports.sales.reportsOf(day)) tally.add(sale)
    readCount += 1
  }
  return { reading: { ...from, readCount, after }, tally }
}

/**
 * Puts new files in the place of the old ones, unless somebody else was quicker. When one of the old ones is not whole, nothing is
 * done; returns the keys of such.
 */
async function replace(
  { work, parts }: Reading,
  tally: SalesTally,
  {
    rows,
    lost,
    limit,
  }: { readonly rows: readonly SalesFileRow[]; readonly lost: ReadonlySet<string>; readonly limit: number },
  { sales, files, nowMs }: SalesPorts,
): Promise<string[]> {
  const copied = new Set(work.copiedDays)
  const sources: SalesSource[] = []
  const spoilt: string[] = []
  const oldKeys = rows.map(({ fileKey }) => fileKey).filter((key) => work.replaced.includes(key))
  // Somebody else has replaced them; what to do is decided anew.
  if (oldKeys.length < work.replaced.length) return []
  for (const key of copied.size === 0 ? [] : oldKeys) {
    if (lost.has(key)) continue
    const bytes = await sales.readFile(key)
    if (bytes === null || !isWholeSalesFile(bytes)) spoilt.push(key)
    else sources.push({ bytes, days: copied })
  }
  if (spoilt.length > 0) return spoilt
  for (const name of parts) sources.push({ bytes: new Uint8Array(await files.read(name)), days: null })
  if (tally.saleCount > 0) sources.push({ bytes: encoded(tally), days: null })
  const added = await writeSalesFiles(sources, work.dayMarks, sales, nowMs(), limit)
  for (const { bytes } of sources) freeBytes(bytes)
  const isDone = await sales.replaceFiles(oldKeys, added)
  await sales.removeFiles(isDone ? oldKeys : added.map(({ fileKey }) => fileKey))
  return []
}

function encoded(tally: SalesTally): Uint8Array<ArrayBuffer> {
  const columns = new SalesColumns()
  const bytes = encodeSalesFile(tally.items(columns))
  columns.free()
  return bytes
}

function doneRate(rows: readonly SalesFileRow[], wanted: readonly SalesDay[]): number {
  const marks = new Map(rows.flatMap(({ dayMarks }) => Object.entries(dayMarks)))
  const done = wanted.filter(({ day, mark }) => marks.get(dayText(day)) === mark)
  return done.length / Math.max(1, wanted.length)
}

async function readDays(name: string, { files }: SalesPorts): Promise<SalesDay[]> {
  return JSON.parse(new TextDecoder().decode(await files.read(name)))
}

function cursorOf(job: JobRow): GatheringCursor {
  return { days: null, lost: [], reading: null, ...JSON.parse(job.cursor ?? '{}') }
}
