import type { ConsumptionEventRow, PredictionRow } from '../../database/tables/predictions.ts'
import { hash53 } from '../../kernel/hash.ts'
import { dayMs } from '../../kernel/time.ts'

type Known = Omit<PredictionRow, 'tenantId'>

/** Below this confidence the rhythm has most probably ended, and nobody is waited for. */
export const leastDueConfidence = 0.05
/** A day that is nearer to the one told before is no news ... */
export const leastMoveMs = 2 * dayMs
/** ... nor is one nearer than this share of the interval that was told. */
export const moveRate = 0.2

/**
 * What is to be told of expected purchases, by the predictions before and after: one became due or overdue (an alert), moved by
 * more than two days and a fifth of its interval, or is the first of its product. First ones count only when `hasBegun`, when
 * anybody had one before: else all of them would be told on the first day. The same prediction at the same moment has the same id.
 */
export function consumptionEvents(
  before: readonly Known[],
  after: readonly Known[],
  hasBegun: boolean,
): Omit<ConsumptionEventRow, 'tenantId'>[] {
  const known = new Map(before.filter(isConsumption).map((row) => [keyOf(row), row]))
  return after.filter(isConsumption).flatMap((row) => {
    const previous = known.get(keyOf(row))
    if (previous === undefined ? !hasBegun : previous.predictedAt > row.predictedAt) return []
    const { expectedAt, predictionType, confidence } = row
    if (expectedAt === null || predictionType === null || confidence === null) return []
    const isAlert = isWaitedFor(row) && (previous === undefined || !isWaitedFor(previous, row.label))
    if (!isAlert && previous !== undefined && !hasMoved(previous, expectedAt)) return []
    return [
      {
        eventId: `con_${hash53(`${keyOf(row)} ${row.predictedAt}`).toString(36)}`,
        customerId: row.customerId,
        productId: row.subject,
        productName: row.subjectName,
        expectedAt,
        confidence,
        predictionType,
        factors: row.factors.map(({ text }) => text),
        isAlert,
        predictedAt: row.predictedAt,
        isPublished: false,
      },
    ]
  })
}

function isConsumption({ kind }: Known): boolean {
  return kind === 'consumption'
}

function keyOf({ customerId, subject }: Known): string {
  return `${customerId} ${subject}`
}

/** Whether the purchase is due or overdue, or the one of both that is asked for. */
function isWaitedFor({ label, confidence }: Known, state: string | null = null): boolean {
  return label !== 'later' && (state === null || label === state) && (confidence ?? 0) >= leastDueConfidence
}

function hasMoved({ expectedAt, expectedFrom, expectedTo }: Known, nowExpectedAt: number): boolean {
  if (expectedAt === null) return true
  const width = (expectedTo ?? expectedAt) - (expectedFrom ?? expectedAt)
  return Math.abs(nowExpectedAt - expectedAt) > Math.max(leastMoveMs, moveRate * width)
}
