import type { DestinationView } from '#shared/contracts/destinations.ts'
import { consentWords } from '#shared/customers/consent-words.ts'
import { formatMoney } from '../format/format-money.ts'
import { countOf } from '../format/format-number.ts'

/** Who is sent, one condition a line; all of them have to hold. `currency` is the tenant's. */
export function audienceWords(
  { audience, purpose }: Pick<DestinationView, 'audience' | 'purpose'>,
  currency: string,
): string[] {
  const { hasEmail, hasPhone, isConsentGranted, minOrderCount, minRevenueMinor, lastSeenWithinDays } =
    audience
  const about = consentWords(purpose.purpose, purpose.channel)
  return [
    isConsentGranted === true ? `Said yes to: ${about}` : `Did not say no to: ${about}`,
    ...(hasEmail === undefined ? [] : [hasEmail ? 'Has an e-mail address' : 'Has no e-mail address']),
    ...(hasPhone === undefined ? [] : [hasPhone ? 'Has a phone number' : 'Has no phone number']),
    ...(minOrderCount === undefined ? [] : [`Ordered at least ${countOf(minOrderCount, 'time')}`]),
    ...(minRevenueMinor === undefined
      ? []
      : [`Spent at least ${formatMoney({ amountMinor: minRevenueMinor, currency })}`]),
    ...(lastSeenWithinDays === undefined ? [] : [`Seen in the last ${countOf(lastSeenWithinDays, 'day')}`]),
  ]
}
