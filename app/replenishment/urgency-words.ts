import type { OrderProposalView } from '#shared/contracts/replenishment.ts'
import type { Tone } from '../components/badge.tsx'
import { formatDay } from '../format/format-moment.ts'
import { countOf, formatRate } from '../format/format-number.ts'

type Figures = Pick<OrderProposalView, 'onHandQuantity' | 'orderQuantity' | 'stockOutRate' | 'runsOutOn'>

/** How urgent an order is, in a word or two. */
export function urgencyWord({ onHandQuantity, orderQuantity, stockOutRate }: Figures): {
  name: string
  tone: Tone
} {
  if (onHandQuantity === null || stockOutRate === null) return { name: 'Stock unknown', tone: 'plain' }
  if (onHandQuantity <= 0 && orderQuantity > 0) return { name: 'Out of stock', tone: 'bad' }
  if (stockOutRate >= 0.5) return { name: 'Runs out', tone: 'bad' }
  if (stockOutRate >= 0.1) return { name: 'At risk', tone: 'warn' }
  return orderQuantity > 0 ? { name: 'In good time', tone: 'info' } : { name: 'Enough', tone: 'good' }
}

/** The same at length: how likely before new goods could be there, and until when it lasts. */
export function urgencyNote({
  onHandQuantity,
  stockOutRate,
  runsOutOn,
  leadTimeDays,
}: Figures & Pick<OrderProposalView, 'leadTimeDays'>): string {
  if (onHandQuantity === null || stockOutRate === null) return ''
  const lasts =
    runsOutOn === null ? 'lasts beyond 91 days' : `lasts until about ${formatDay(runsOutOn, false)}`
  const when = onHandQuantity <= 0 ? 'nothing left' : lasts
  if (leadTimeDays === 0) return when
  return `${when}; ${formatRate(stockOutRate)} to run out in the ${countOf(leadTimeDays, 'day')} an order takes`
}
