import type { SalesFileRow } from '../database/tables/sales.ts'
import { dayNumber, dayText } from './day-number.ts'

/** A day of which orders or reports are known. */
export interface SalesDay {
  readonly day: number
  /** Another one after every change of what was sold that day. */
  readonly mark: string
  /** About how much there is to read: orders, and reports. */
  readonly orderCount: number
}

type KnownFile = Pick<SalesFileRow, 'fileKey' | 'fromDay' | 'toDay' | 'dayMarks' | 'saleCount'>

/** Files to be put in the place of others: with days copied from those, and days read anew. Neither, when they only go. */
export interface SalesFileWork {
  /** Keys of the files that go. */
  readonly replaced: readonly string[]
  /** Days since 1970-01-01, rising. */
  readonly copiedDays: readonly number[]
  readonly readDays: readonly number[]
  /** Of all these days, by day ("2026-11-21"): the marks that the new files are to have. */
  readonly dayMarks: Readonly<Record<string, string>>
}

/** How large files become. */
export interface SalesFileSizes {
  /** A file holds at most so many sales. Days stay whole, unless one alone has more. */
  readonly mostSales: number
  /** So little is written again without a second thought. */
  readonly fewSales: number
  /** So much is read for one file, unless a single day has more. */
  readonly mostOrders: number
  /** The same in the last days. */
  readonly fewOrders: number
}

/** A million sales are some 6 MB. */
export const usualFileSizes: SalesFileSizes = {
  mostSales: 1_000_000,
  fewSales: 20_000,
  mostOrders: 100_000,
  fewOrders: 4_000,
}
/** Orders of the last days still come, change and are cancelled: their files stay small. */
const restlessDays = 8
/** Nothing much is written beside files of this age, so what little there is may join them. */
const settledDays = 60

/**
 * What to do next so that files hold just the days that are wanted, as they are by now, and are neither too many nor too large; null
 * when that is so. Days that changed are read again, others are copied. Once the days are right, neighbours are joined: a
 * file is written again only together with at least half as much of others, so that each sale is copied a few times in
 * its life (a log-structured merge by size; O'Neil, Cheng, Gawlick and O'Neil 1996).
 *
 * @param wanted rising; the first and the last day that matter are `fromDay` and `toDay`
 */
export function nextSalesFileWork(
  files: readonly KnownFile[],
  wanted: readonly SalesDay[],
  fromDay: number,
  toDay: number,
  sizes = usualFileSizes,
): SalesFileWork | null {
  const groups = groupFiles(files)
  const marks = new Map(wanted.map(({ day, mark }) => [day, mark]))
  const isStale = (group: FileGroup) =>
    group.toDay < fromDay ||
    [...group.marks].some(([day, mark]) => day >= fromDay && marks.get(day) !== mark) ||
    wanted.some(({ day }) => day >= group.fromDay && day <= group.toDay && !group.marks.has(day))
  const next = groups.find(isStale)
  const missing = wanted.find(({ day }) => groups.every((group) => day < group.fromDay || day > group.toDay))
  if (next !== undefined && !(missing !== undefined && missing.day < next.fromDay)) {
    return renewal(next, wanted, fromDay, sizes)
  }
  if (missing !== undefined) return addition(missing, groups, wanted, toDay, sizes)
  return joining(groups, toDay, sizes)
}

/** Files that share days, as the parts of a very large day do; nearly always one. */
interface FileGroup {
  readonly keys: readonly string[]
  readonly fromDay: number
  readonly toDay: number
  /** By day; one that the parts do not agree about has none that is right. */
  readonly marks: ReadonlyMap<number, string>
  readonly saleCount: number
}

function groupFiles(files: readonly KnownFile[]): FileGroup[] {
  const groups: FileGroup[] = []
  for (const file of [...files].sort(
    (left, right) => left.fromDay - right.fromDay || left.toDay - right.toDay,
  )) {
    const marks = new Map(Object.entries(file.dayMarks).map(([day, mark]) => [dayNumber(day), mark]))
    const { fileKey, fromDay, toDay, saleCount } = file
    const last = groups.at(-1)
    if (last === undefined || last.toDay < fromDay) {
      groups.push({ keys: [fileKey], fromDay, toDay, marks, saleCount })
      continue
    }
    const together = new Map(last.marks)
    for (const [day, mark] of marks) {
      together.set(day, together.get(day) === undefined || together.get(day) === mark ? mark : '')
    }
    groups[groups.length - 1] = {
      keys: [...last.keys, fileKey],
      fromDay: last.fromDay,
      toDay: Math.max(last.toDay, toDay),
      marks: together,
      saleCount: last.saleCount + saleCount,
    }
  }
  return groups
}

/** The changed days of a group, as many as can be read at once; the others wait, as they are. */
function renewal(
  group: FileGroup,
  wanted: readonly SalesDay[],
  fromDay: number,
  { mostOrders }: SalesFileSizes,
): SalesFileWork {
  const within = wanted.filter(({ day }) => day >= Math.max(group.fromDay, fromDay) && day <= group.toDay)
  const changed = within.filter(({ day, mark }) => group.marks.get(day) !== mark)
  const read = firstOrders(changed, () => mostOrders)
  const lastRead = changed.length === read.length ? Number.POSITIVE_INFINITY : (read.at(-1)?.day ?? 0)
  const readMarks = new Map(read.map(({ day, mark }) => [day, mark]))
  const isWanted = new Set(within.map(({ day }) => day))
  const copied = [...group.marks].filter(
    ([day]) => day >= fromDay && !readMarks.has(day) && (isWanted.has(day) || day > lastRead),
  )
  return workOf(group.keys, copied, [...readMarks])
}

/** Days that no file has, up to the next file or as many as can be read at once. */
function addition(
  missing: SalesDay,
  groups: readonly FileGroup[],
  wanted: readonly SalesDay[],
  toDay: number,
  { mostOrders, fewOrders }: SalesFileSizes,
): SalesFileWork {
  const next = groups.find((group) => group.fromDay > missing.day)?.fromDay ?? Number.POSITIVE_INFINITY
  const free = wanted.filter(({ day }) => day >= missing.day && day < next)
  const read = firstOrders(free, (day) => (day > toDay - restlessDays ? fewOrders : mostOrders))
  return workOf(
    [],
    [],
    read.map(({ day, mark }) => [day, mark]),
  )
}

/** The first days that have no more orders together than the last of them allows; one at least. */
function firstOrders(days: readonly SalesDay[], mostUpTo: (day: number) => number): readonly SalesDay[] {
  let orders = 0
  const end = days.findIndex(({ day, orderCount }, place) => {
    orders += orderCount
    return place > 0 && orders > mostUpTo(day)
  })
  return end < 0 ? days : days.slice(0, end)
}

/** The oldest neighbours that are better one file. */
function joining(groups: readonly FileGroup[], toDay: number, sizes: SalesFileSizes): SalesFileWork | null {
  for (let from = 0; from < groups.length; from += 1) {
    let best: readonly FileGroup[] | null = null
    for (let to = from + 2; to <= groups.length; to += 1) {
      const run = groups.slice(from, to)
      if (saleCountOf(run) > sizes.mostSales) break
      if (isBetterJoined(run, toDay, sizes)) best = run
    }
    if (best !== null) {
      return workOf(
        best.flatMap(({ keys }) => keys),
        best.flatMap(({ marks }) => [...marks]),
        [],
      )
    }
  }
  return null
}

function isBetterJoined(run: readonly FileGroup[], toDay: number, { fewSales }: SalesFileSizes): boolean {
  const saleCount = saleCountOf(run)
  if (saleCount <= fewSales) return true
  const ageDays = toDay - (run.at(-1)?.toDay ?? 0)
  if (ageDays < restlessDays) return false
  const largest = Math.max(...run.map((group) => group.saleCount))
  if (largest <= (2 / 3) * saleCount) return true
  return ageDays >= settledDays && saleCount - largest <= fewSales
}

function saleCountOf(run: readonly FileGroup[]): number {
  return run.reduce((sum, { saleCount }) => sum + saleCount, 0)
}

function workOf(
  replaced: readonly string[],
  copied: readonly (readonly [number, string])[],
  read: readonly (readonly [number, string])[],
): SalesFileWork {
  const rising = (days: readonly (readonly [number, string])[]) =>
    days.map(([day]) => day).sort((left, right) => left - right)
  return {
    replaced,
    copiedDays: rising(copied),
    readDays: rising(read),
    dayMarks: Object.fromEntries([...copied, ...read].map(([day, mark]) => [dayText(day), mark])),
  }
}
