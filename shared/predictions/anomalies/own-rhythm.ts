import { dayMs } from '../../kernel/time.ts'
import { robustSpread } from '../../ml/anomalies/robust-spread.ts'

/** A purchase, as far as a customer's rhythm goes. */
export interface RhythmPurchase {
  /** UTC epoch ms. */
  readonly placedAt: number
  /** Minor units of the tenant's currency; null: no exchange rate was known. */
  readonly amountMinor: number | null
}

/** Something a customer does differently from what this same customer usually does. */
export interface RhythmBreak {
  readonly kind: 'spent-more' | 'spent-less' | 'came-early' | 'overdue'
  /** Minor units, or days. */
  readonly actual: number
  readonly usual: number
  /** By which share of the usual it is off, above 0: 0.5 is half. */
  readonly deviationRate: number
  readonly words: string
}

export interface RhythmJudgement {
  readonly breaks: readonly RhythmBreak[]
  /** What is missing to judge, in words; null: nothing. */
  readonly missing: string | null
}

/** What is usual is read from so many purchases, the latest ones. */
const longestMemory = 20
const fewestEarlier = 4
/** A customer who is never regular has to be further off: by more than this many robust deviations. */
const ownDeviations = 2

/**
 * Compares the last day of purchases, and the time since, with those before. A break is off by at least `deviationThreshold` of
 * the usual (the setting spendingDeviationThreshold, 0.5) and by more than the customer's own spread. Purchases in the
 * future, from broken clocks, are not looked at; several within 24 hours are one.
 */
export function judgeRhythm(
  purchases: readonly RhythmPurchase[],
  nowMs: number,
  deviationThreshold: number,
): RhythmJudgement {
  const occasions = occasionsOf(purchases, nowMs).slice(-longestMemory - 1)
  const last = occasions.at(-1)
  if (last === undefined || occasions.length <= fewestEarlier) {
    const missing = `Not enough yet: ${occasions.length} of ${fewestEarlier + 1} days with a purchase`
    return { breaks: [], missing }
  }
  const gaps = occasions
    .slice(1)
    .map(({ placedAt }, index) => (placedAt - (occasions[index]?.placedAt ?? 0)) / dayMs)
  const amounts = occasions.slice(0, -1).flatMap(({ amountMinor }) => (amountMinor > 0 ? amountMinor : []))
  const spending = last.amountMinor > 0 ? offUsual(last.amountMinor, amounts, deviationThreshold) : null
  const coming = offUsual(gaps.at(-1) ?? 0, gaps.slice(0, -1), deviationThreshold)
  const waiting = offUsual((nowMs - last.placedAt) / dayMs, gaps, deviationThreshold)
  const breaks: RhythmBreak[] = []
  if (spending !== null) breaks.push(spendingBreak(spending))
  if (coming !== null && coming.actual < coming.usual) breaks.push(timeBreak('came-early', coming))
  if (waiting !== null && waiting.actual > waiting.usual) breaks.push(timeBreak('overdue', waiting))
  return { breaks, missing: null }
}

/** Purchases up to now by time, those within a day of the first of them taken together. */
function occasionsOf(
  purchases: readonly RhythmPurchase[],
  nowMs: number,
): { placedAt: number; amountMinor: number }[] {
  const past = purchases
    .filter(({ placedAt }) => placedAt <= nowMs)
    .sort((left, right) => left.placedAt - right.placedAt)
  const occasions: { placedAt: number; amountMinor: number }[] = []
  for (const { placedAt, amountMinor } of past) {
    const same = occasions.at(-1)
    if (same !== undefined && placedAt - same.placedAt < dayMs) same.amountMinor += amountMinor ?? 0
    else occasions.push({ placedAt, amountMinor: amountMinor ?? 0 })
  }
  return occasions
}

type OffUsual = Pick<RhythmBreak, 'actual' | 'usual' | 'deviationRate'>

function offUsual(actual: number, before: readonly number[], deviationThreshold: number): OffUsual | null {
  if (before.length < fewestEarlier - 1) return null
  const { median, deviation } = robustSpread(before)
  const off = Math.abs(actual - median)
  if (median <= 0 || off < deviationThreshold * median || off <= ownDeviations * deviation) return null
  return { actual, usual: median, deviationRate: off / median }
}

function spendingBreak(off: OffUsual): RhythmBreak {
  const isMore = off.actual > off.usual
  const percent = Math.round(off.deviationRate * 100)
  const words = `Spent ${percent} % ${isMore ? 'more' : 'less'} than usual`
  return { kind: isMore ? 'spent-more' : 'spent-less', ...off, words }
}

function timeBreak(kind: 'came-early' | 'overdue', off: OffUsual): RhythmBreak {
  const usual = `Usually comes every ${inDays(off.usual)}`
  const words =
    kind === 'overdue'
      ? `${usual}, and was last here ${inDays(off.actual)} ago`
      : `${usual}, and came back after ${inDays(off.actual)}`
  return { kind, ...off, words }
}

function inDays(days: number): string {
  const whole = Math.round(days)
  if (whole < 1) return 'less than a day'
  return whole === 1 ? '1 day' : `${whole} days`
}
