import type { PurchaseHistory } from '../features/purchase.ts'
import { factorsInWords, type NewPrediction, newPrediction } from './new-prediction.ts'
import { type MeansSettings, meansProfilingRefusal } from './socio-economic/may-profile-means.ts'
import type { ShopScale } from './socio-economic/shop-scale.ts'
import { type Shopping, shoppingOf } from './socio-economic/shopping.ts'
import { type SocioEconomicProfile, socioEconomicProfile } from './socio-economic/socio-economic-profile.ts'
import type { Trait } from './socio-economic/trait.ts'
import type { Predictor } from './trainable.ts'

/** What bought somebody whose profile is made, and what they said about being profiled; null: nothing. */
interface Profiled extends PurchaseHistory {
  readonly isProfilingAllowed: boolean | null
}

/** By what and of when a profile is made. */
export interface ProfileContext {
  /** ISO 4217; what was paid in another currency is not compared. */
  readonly currency: string
  /** UTC epoch ms; nothing bought later is looked at. */
  readonly asOfMs: number
  readonly means: MeansSettings
}

/** In the order in which they are told. */
const traits = [
  { name: 'priceTier', subject: 'price-tier', title: 'Price tier' },
  { name: 'basketBreadth', subject: 'basket-breadth', title: 'Basket breadth' },
  { name: 'promotionDependence', subject: 'promotion-dependence', title: 'Promotion dependence' },
  { name: 'householdSize', subject: 'household-size', title: 'Household size' },
] as const satisfies readonly { name: keyof SocioEconomicProfile; subject: string; title: string }[]

/**
 * A customer's socio-economic profile as predictions, one for each trait that can be told, with its level as the label. None
 * of somebody of whom it may not be made, and none before there is a scale; `missing` says so, or what the other traits lack.
 */
export function socioEconomicPredictions(
  customer: Profiled,
  scale: ShopScale | null,
  { currency, asOfMs, means }: ProfileContext,
): ReturnType<Predictor['predict']> {
  const { isProfilingAllowed } = customer
  const refusal = meansProfilingRefusal({ restrictedAt: null, isProfilingAllowed }, means)
  if (refusal !== null) return { rows: [], missing: refusal === 'no-consent' ? noConsent : switchedOff }
  if (scale === null) return { rows: [], missing: noScale }
  const profile = socioEconomicProfile(boughtBy(customer, currency, asOfMs), scale)
  const rows = traits.flatMap(({ name, subject, title }) => traitRow(profile[name], subject, title))
  const lacking = traits.flatMap(({ name, title }) => {
    const trait = profile[name]
    return trait.level === null ? [`${title}: ${trait.missing}`] : []
  })
  return { rows, missing: lacking.length === 0 ? null : lacking.join('. ') }
}

/** What a profile may know of what a customer bought up to a moment (UTC epoch ms). */
export function boughtBy({ purchases }: PurchaseHistory, currency: string, asOfMs: number): Shopping {
  return shoppingOf(
    purchases.filter(({ placedAt }) => placedAt <= asOfMs),
    currency,
  )
}

function traitRow(trait: Trait<string>, subject: string, title: string): NewPrediction[] {
  if (trait.level === null) return []
  return [
    newPrediction('socio-economic', {
      subject,
      subjectName: title,
      label: trait.level.replaceAll('-', ' '),
      confidence: trait.confidence,
      factors: factorsInWords(trait.factors),
    }),
  ]
}

const noConsent = 'Not made: where the shop is it takes the consent of the customer to profiling'
const switchedOff = 'Not made: it may not be made of this customer'
const noScale =
  'Not enough yet: customers are compared at night, and profiled from the night after; it takes 20 of them with purchases by category'
