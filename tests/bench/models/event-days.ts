import { dayMs } from '#shared/kernel/time.ts'
import type { Dataset } from '#shared/ml/dataset.ts'

/** The days (since 1970) on which each person was active, each once, ascending. */
export type EventDays = ReadonlyMap<string, readonly number[]>

export function collectDays(events: Iterable<readonly [person: string, day: number]>): EventDays {
  const found = new Map<string, Set<number>>()
  for (const [person, day] of events) {
    const days = found.get(person) ?? new Set()
    found.set(person, days.add(day))
  }
  return new Map([...found].map(([person, days]) => [person, [...days].sort((left, right) => left - right)]))
}

/** `19970101` or `1997-01-01`. */
export function dayOf(date: string): number {
  const digits = date.replaceAll(/\D/g, '')
  return (
    Date.UTC(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)) - 1, Number(digits.slice(6, 8))) / dayMs
  )
}

export interface RepeatSplit {
  /** Histories up to the cut, in weeks. */
  readonly dataset: Dataset
  /** Days with an event after the cut, per row. */
  readonly further: Float64Array
}

/** What was known on the day of the cut, and what came after it; people who came later are left out. */
export function splitAt(people: EventDays, cut: number): RepeatSplit {
  const [frequency, recency, age, further]: number[][] = [[], [], [], []]
  for (const days of people.values()) {
    const before = days.filter((day) => day <= cut)
    const [first] = before
    if (first === undefined) continue
    frequency?.push(before.length - 1)
    recency?.push(((before.at(-1) ?? first) - first) / 7)
    age?.push((cut - first) / 7)
    further?.push(days.length - before.length)
  }
  const columns = [frequency, recency, age].map((column) => Float64Array.from(column ?? []))
  return {
    dataset: { rowCount: columns[0]?.length ?? 0, featureNames: ['frequency', 'recency', 'age'], columns },
    further: Float64Array.from(further ?? []),
  }
}

/** Pearson's correlation. */
export function correlation(left: Float64Array, right: Float64Array): number {
  const [leftMean, rightMean] = [meanOf(left), meanOf(right)]
  const [both, leftSquare, rightSquare] = [0, 1, 2].map((kind) =>
    meanOf(
      left.map((value, row) => {
        const [a, b] = [value - leftMean, (right[row] as number) - rightMean]
        return [a * b, a * a, b * b][kind] as number
      }),
    ),
  ) as [number, number, number]
  return both / Math.sqrt(leftSquare * rightSquare)
}

export function meanAbsoluteError(left: Float64Array, right: Float64Array): number {
  return meanOf(left.map((value, row) => Math.abs(value - (right[row] as number))))
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
