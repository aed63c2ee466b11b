import { type Result, succeed } from '../../kernel/result.ts'
import { checkDataset } from '../check-dataset.ts'
import { columnsNamed } from '../columns-named.ts'
import type { Dataset } from '../dataset.ts'
import type { FitFailure } from '../estimator.ts'
import { invalidData, notEnoughData } from '../fit-failures.ts'

/**
 * What the customer-base models want to know of one person. Times are in any unit, the same for all, counted from the
 * person's first event.
 */
export interface RepeatHistory {
  /** Events after the first: x in the papers. Several on one day should have been made one. */
  readonly frequency: number
  /** When the last of them was, 0 without any: t_x. */
  readonly recency: number
  /** How long the person has been watched: T. */
  readonly age: number
}

/** The columns that a dataset of histories has, by these names. */
export const repeatFeatures = ['frequency', 'recency', 'age'] as const

/** Each different history once, and how many people have it. */
export interface DistinctHistories {
  readonly frequency: Float64Array
  readonly recency: Float64Array
  readonly age: Float64Array
  readonly peopleCount: Float64Array
  /** The longest age: what times are measured by while fitting. */
  readonly longestAge: number
}

const minPeople = 20
const minRepeaters = 5

/** Reads a dataset's histories, equal ones as one; columns of other names are left out of account. */
export function distinctHistories(dataset: Dataset): Result<DistinctHistories, FitFailure> {
  const checked = checkDataset(dataset, { fewestRows: minPeople, mayMiss: false })
  if (!checked.ok) return checked
  const [frequency, recency, age] = columnsNamed(dataset, repeatFeatures) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const { rowCount } = dataset
  let repeaters = 0
  let longestAge = 0
  for (let row = 0; row < rowCount; row += 1) {
    const history = { frequency: frequency[row], recency: recency[row], age: age[row] } as RepeatHistory
    const problem = problemOf(history)
    if (problem !== null) return invalidData(`row ${row}: ${problem}`)
    if (history.frequency > 0) repeaters += 1
    longestAge = Math.max(longestAge, history.age)
  }
  if (repeaters < minRepeaters || longestAge === 0) {
    return notEnoughData(`${repeaters} people came back, and ${minRepeaters} are needed`)
  }
  const peopleCount = new Float64Array(rowCount).fill(1)
  return succeed(together({ frequency, recency, age, peopleCount, longestAge }))
}

/** The same histories with times rounded to `parts` equal parts of the longest age, so that more of them are equal. */
export function roundedHistories(histories: DistinctHistories, parts: number): DistinctHistories {
  const part = histories.longestAge / parts
  const round = (times: Float64Array): Float64Array => times.map((time) => Math.round(time / part) * part)
  return together({ ...histories, recency: round(histories.recency), age: round(histories.age) })
}

/** Sorts by frequency, recency and age, and makes one of those that are equal. */
function together({
  frequency,
  recency,
  age,
  peopleCount,
  longestAge,
}: DistinctHistories): DistinctHistories {
  const columns = [frequency, recency, age]
  const order = Uint32Array.from(frequency.keys()).sort((left, right) => {
    for (const column of columns) {
      const difference = (column[left] as number) - (column[right] as number)
      if (difference !== 0) return difference
    }
    return 0
  })
  const firstRows: number[] = []
  const counts: number[] = []
  for (const row of order) {
    const first = firstRows[firstRows.length - 1]
    if (first !== undefined && columns.every((column) => column[first] === column[row])) {
      counts[counts.length - 1] = (counts[counts.length - 1] as number) + (peopleCount[row] as number)
    } else {
      firstRows.push(row)
      counts.push(peopleCount[row] as number)
    }
  }
  const pick = (column: Float64Array): Float64Array =>
    Float64Array.from(firstRows, (row) => column[row] as number)
  return {
    frequency: pick(frequency),
    recency: pick(recency),
    age: pick(age),
    peopleCount: Float64Array.from(counts),
    longestAge,
  }
}

/** Why this cannot be a history, or null. */
export function problemOf({ frequency, recency, age }: RepeatHistory): string | null {
  if (!Number.isInteger(frequency) || frequency < 0) return `the frequency is ${frequency}, not a count`
  if (!Number.isFinite(age) || age < 0) return `the age is ${age}`
  if (!Number.isFinite(recency) || recency < 0 || recency > age)
    return `the recency ${recency} is not within the age ${age}`
  if (frequency === 0 && recency !== 0) return `a recency of ${recency} without any repeat`
  return null
}
