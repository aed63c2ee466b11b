import { inboundPatienceDays } from './inbound-arrivals.ts'
import type { OrderProposal, OrderSituation } from './propose-order.ts'

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const fine = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** What a proposal follows from, in words: "12 on hand and none coming; 40 expected in 14 days, 9 more for 95 % service". */
export function orderReason(
  { onHandQuantity, inbound, terms }: OrderSituation,
  proposal: OrderProposal,
  isForAllPlaces: boolean,
): string {
  const { leadTimeDays, reviewPeriodDays, serviceLevelRate, packSize, minimumOrderQuantity } = terms
  const days = leadTimeDays + reviewPeriodDays
  const service = `${fine.format(100 * serviceLevelRate)} % service`
  const { expectedDemand, safetyStock, orderUpToLevel } = proposal
  const need = `${units(expectedDemand)} expected in ${days} days, ${units(safetyStock)} more for ${service}`
  const parts =
    onHandQuantity === null
      ? [`Stock unknown, so no order can be told; enough would be ${units(orderUpToLevel)}`, need]
      : [there(onHandQuantity, proposal.inboundQuantity), need]
  if (onHandQuantity !== null && proposal.orderQuantity === 0) parts.push('that is enough')
  if (proposal.orderQuantity > 0 && packSize !== 1) parts.push(`packs of ${units(packSize)}`)
  if (proposal.orderQuantity > 0 && minimumOrderQuantity > packSize) {
    parts.push(`at least ${units(minimumOrderQuantity)}`)
  }
  if (inbound.expiredQuantity > 0) {
    parts.push(
      `${units(inbound.expiredQuantity)} expected more than ${inboundPatienceDays} days ago are not counted`,
    )
  }
  if (isForAllPlaces) parts.push('for all places together, as not each has its own count')
  return parts.join('; ')
}

function there(onHandQuantity: number, inboundQuantity: number): string {
  const here = onHandQuantity < 0 ? `${units(-onHandQuantity)} owed` : `${units(onHandQuantity)} on hand`
  return `${here} and ${inboundQuantity === 0 ? 'none' : units(inboundQuantity)} coming`
}

function units(quantity: number): string {
  return (quantity < 10 ? fine : whole).format(quantity)
}
