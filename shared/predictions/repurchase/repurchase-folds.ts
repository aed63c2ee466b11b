import { fail, type Result, succeed } from '../../kernel/result.ts'
import type { NotEnoughYet } from '../trainable.ts'
import type { RepurchaseRow } from './repurchase-row.ts'
import { heldOutCut, horizonDays } from './repurchase-window.ts'

export const foldCount = 3
const fewestRows = 100
const fewestOfAClass = 20
const fewestRepeaters = 5

/** What there has to be to learn who comes back, or why it is not enough yet. */
export function checkRepurchaseRows(rows: readonly RepurchaseRow[]): Result<null, NotEnoughYet> {
  const learned = rows.filter(({ cut }) => cut !== heldOutCut)
  for (const [part, when] of [
    [learned, `${2 * horizonDays} days ago`],
    [rows.filter(({ cut }) => cut === heldOutCut), `${horizonDays} days ago`],
  ] as const) {
    const cameBack = part.filter(({ cameBack }) => cameBack).length
    const stayedAway = part.length - cameBack
    if (part.length >= fewestRows && Math.min(cameBack, stayedAway) >= fewestOfAClass) continue
    return fail({
      kind: 'not-enough-data',
      message: `Not enough yet: it takes ${fewestRows} customers from before ${when}, of whom ${fewestOfAClass} came back within ${horizonDays} days and ${fewestOfAClass} did not. There are ${part.length}, of whom ${cameBack} came back`,
      retryable: false,
    })
  }
  // What is learned of the rhythm needs some who came again, in each part that is learned from.
  const withoutFold = (_: unknown, fold: number) =>
    learned.filter(({ customer }) => customer % foldCount !== fold)
  const parts = [learned, ...Array.from({ length: foldCount }, withoutFold)]
  const repeaters = Math.min(...parts.map((part) => repeaterCount(part)))
  if (repeaters >= fewestRepeaters) return succeed(null)
  return fail({
    kind: 'not-enough-data',
    message: `Not enough yet: it takes about ${2 * fewestRepeaters} customers who had bought on two days ${2 * horizonDays} days ago. There are ${repeaterCount(learned)}`,
    retryable: false,
  })
}

/** Customers of the latest learned cut who had bought on more than one day. */
function repeaterCount(rows: readonly RepurchaseRow[]): number {
  const latest = rows.reduce((least, { cut }) => Math.min(least, cut), Number.POSITIVE_INFINITY)
  return rows.filter(({ cut, frequency }) => cut === latest && frequency > 0).length
}

/** 1 for customers who came back. */
export function labelsOf(rows: readonly RepurchaseRow[]): Float64Array {
  return Float64Array.from(rows, ({ cameBack }) => (cameBack ? 1 : 0))
}

/** Customers in turn to one of the folds, each with all of their rows: else a fold would tell of its own customers. */
export function foldsOf(rows: readonly RepurchaseRow[]): RepurchaseRow[][] {
  return Array.from({ length: foldCount }, (_, fold) =>
    rows.filter(({ customer }) => customer % foldCount === fold),
  )
}
