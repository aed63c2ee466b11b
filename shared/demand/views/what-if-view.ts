import type { ForecastSubject, WhatIfAnswer } from '../../contracts/forecasts.ts'
import { dayText } from '../../sales/day-number.ts'
import type { ChangedSales, ExpectedSales } from '../what-if.ts'
import { roundUnits } from './round-units.ts'

/** Everything the answer to "what if" is shown from. */
export interface WhatIfMaterial {
  readonly subject: ForecastSubject
  /** Days since 1970-01-01. */
  readonly fromDay: number
  readonly days: number
  readonly currency: string
  readonly sales: ChangedSales
  /** Null: the stock is not known. */
  readonly order: WhatIfAnswer['order']
  /** What else is to be said. */
  readonly reasons: readonly string[]
}

/** What a change would do, as the API shows it. */
export function whatIfView(material: WhatIfMaterial): WhatIfAnswer {
  const { subject, fromDay, days, currency, sales, order, reasons } = material
  return {
    ...{ subject, days, currency, order },
    fromDay: dayText(fromDay),
    plain: salesView(sales.plain),
    changed: salesView(sales.changed),
    reasons: [
      ...sales.reasons,
      ...(sales.plain.revenueMinor === null ? ['Its price is not known, so its revenue is not either.'] : []),
      ...reasons,
    ],
  }
}

function salesView({ units, lower80, upper80, revenueMinor }: ExpectedSales): WhatIfAnswer['plain'] {
  return {
    units: roundUnits(units),
    lower80: roundUnits(lower80),
    upper80: roundUnits(upper80),
    revenueMinor: revenueMinor === null ? null : Math.round(revenueMinor),
  }
}
