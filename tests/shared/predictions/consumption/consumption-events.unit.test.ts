import { describe, expect, it } from 'vitest'
import { dayMs } from '#shared/kernel/time.ts'
import { consumptionEvents } from '#shared/predictions/consumption/consumption-events.ts'
import { newPrediction, predictionRow } from '#shared/predictions/new-prediction.ts'

type Row = ReturnType<typeof predictionRow>

/** Milk, expected on a day, the interval two days to both sides. */
function expected(label: 'later' | 'due' | 'overdue', day: number, changes: Partial<Row> = {}): Row {
  const prediction = newPrediction('consumption', {
    subject: 'milk',
    subjectName: 'Milk',
    label,
    confidence: 0.6,
    expectedAt: day * dayMs,
    expectedFrom: (day - 2) * dayMs,
    expectedTo: (day + 2) * dayMs,
    predictionType: 'pattern-based',
    factors: [{ text: 'bought 4 times', feature: null, contribution: null }],
  })
  return { ...predictionRow(prediction, 'ann', 'consumption-1', 100), ...changes }
}
const later = (changes: Partial<Row> = {}) => expected('later', 20, { predictedAt: 50, ...changes })

describe('consumptionEvents', () => {
  it.each([
    ['the same again', later(), expected('later', 20), null],
    ['a day later', later(), expected('later', 21), null],
    ['moved by three days', later(), expected('later', 23), false],
    ['moved earlier', later(), expected('later', 17), false],
    [
      'moved within a fifth of a long interval',
      later({ expectedTo: 60 * dayMs }),
      expected('later', 27),
      null,
    ],
    ['due now', later(), expected('due', 20), true],
    ['due as before', expected('due', 20, { predictedAt: 50 }), expected('due', 20), null],
    ['overdue after due', expected('due', 20, { predictedAt: 50 }), expected('overdue', 20), true],
    ['bought meanwhile', expected('overdue', 20, { predictedAt: 50 }), expected('later', 50), false],
    ['due, of a rhythm that ended', later(), expected('due', 20, { confidence: 0.04 }), null],
    [
      'due, whose rhythm had ended',
      expected('due', 20, { predictedAt: 50, confidence: 0.04 }),
      expected('due', 20),
      true,
    ],
    ['older than what is known', later({ predictedAt: 200 }), expected('due', 20), null],
  ])('%s', (_, before, after, isAlert) => {
    const told = consumptionEvents([before], [after], true)
    expect(told.map((event) => event.isAlert)).toEqual(isAlert === null ? [] : [isAlert])
  })

  it('of a first prediction says nothing unless somebody had one before', () => {
    expect(consumptionEvents([], [expected('due', 20)], false)).toEqual([])
    expect(
      consumptionEvents([], [expected('due', 20), expected('later', 3, { subject: 'tea' })], true),
    ).toMatchObject([
      {
        customerId: 'ann',
        productId: 'milk',
        productName: 'Milk',
        isAlert: true,
        factors: ['bought 4 times'],
      },
      { productId: 'tea', isAlert: false },
    ])
  })

  it('names the same change of the same moment alike, and looks at products alone', () => {
    const [first] = consumptionEvents([later()], [expected('due', 20)], true)
    const [again] = consumptionEvents([later({ factors: [] })], [expected('due', 20)], true)
    const [next] = consumptionEvents([later()], [expected('due', 20, { predictedAt: 101 })], true)
    expect(again?.eventId).toBe(first?.eventId)
    expect(next?.eventId).not.toBe(first?.eventId)
    expect(consumptionEvents([], [expected('due', 20, { kind: 'churn' })], true)).toEqual([])
  })
})
