import type { ModelCurve, ModelVersionView } from '#shared/contracts/models.ts'
import { formatMoneyShort } from '../format/format-money.ts'
import { formatRate } from '../format/format-number.ts'

type CurveName = ModelCurve['name']
export type AxisUnit = 'rate' | 'number' | 'minor-units'

/** How a curve is drawn and read. */
export interface CurveWords {
  readonly title: string
  readonly xName: string
  readonly yName: string
  /** How to read it, in a sentence. */
  readonly about: string
  /** What a model that knows nothing would give; undefined: nothing to compare with. */
  readonly chance?: { readonly line: 'diagonal' | 'one'; readonly name: string }
  readonly xUnit: AxisUnit
  readonly yUnit: AxisUnit
}

const curves: Readonly<Record<CurveName, CurveWords>> = {
  roc: {
    title: 'ROC curve',
    xName: 'Warned in vain',
    yName: 'Found',
    about: 'The nearer the line is to the upper left corner, the better it tells people apart.',
    chance: { line: 'diagonal', name: 'tossing a coin' },
    xUnit: 'rate',
    yUnit: 'rate',
  },
  calibration: {
    title: 'Calibration',
    xName: 'It said',
    yName: 'It happened',
    about: 'On the dashed line, what it calls 30 % happens to 30 of a hundred.',
    chance: { line: 'diagonal', name: 'exactly as it said' },
    xUnit: 'rate',
    yUnit: 'rate',
  },
  gain: {
    title: 'Gain',
    xName: 'Customers asked, highest score first',
    yName: 'Found',
    about: 'How many of those it is about are found by asking so many customers.',
    chance: { line: 'diagonal', name: 'asking at random' },
    xUnit: 'rate',
    yUnit: 'rate',
  },
  lift: {
    title: 'Lift',
    xName: 'Customers asked, highest score first',
    yName: 'Times better than chance',
    about: 'How many times more are found than by asking at random.',
    chance: { line: 'one', name: 'asking at random' },
    xUnit: 'rate',
    yUnit: 'number',
  },
  'training-loss': {
    title: 'Training',
    xName: 'Round',
    yName: 'Error',
    about: 'The error while it learned; it stops where more rounds no longer help.',
    xUnit: 'number',
    yUnit: 'number',
  },
}

/** How a curve of a kind of model is drawn: what is predicted of the value of customers is an amount, not a share. */
export function curveWords(kind: ModelVersionView['kind'], name: CurveName): CurveWords {
  const words = curves[name]
  if (kind !== 'lifetime-value' || name !== 'calibration') return words
  const about = 'On the dashed line, customers spend just what it said.'
  return { ...words, about, xUnit: 'minor-units', yUnit: 'minor-units' }
}

const significant = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 })

/** A place on an axis: shares in per cent, amounts from minor units of `currency`. */
export function axisText(value: number, unit: AxisUnit, currency: string): string {
  if (unit === 'minor-units') return formatMoneyShort({ amountMinor: Math.round(value), currency })
  return unit === 'rate' ? formatRate(value) : significant.format(value)
}

/**
 * One sentence about a curve, for those who do not see it: where it stands a fifth of the way along its axis, or at its end where
 * the axis is no share. Undefined for a curve without points.
 */
export function curveSummary(
  { xName, yName, xUnit, yUnit }: CurveWords,
  points: ModelCurve['points'],
  currency: string,
): string | undefined {
  const last = points.at(-1)
  if (last === undefined) return undefined
  const at =
    xUnit === 'rate'
      ? points.reduce(
          (best, point) => (Math.abs(point.x - 0.2) < Math.abs(best.x - 0.2) ? point : best),
          last,
        )
      : last
  const x = axisText(at.x, xUnit, currency)
  return `${xName} ${x}: ${yName.toLowerCase()} ${axisText(at.y, yUnit, currency)}.`
}
