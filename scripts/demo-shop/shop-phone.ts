import { dayMs } from '#shared/kernel/time.ts'
import type { Casting } from './casting.ts'
import type { Purchase } from './occasion.ts'
import { shopPhone } from './phone-numbers.ts'
import type { Calendar, SalesChannel } from './seasons.ts'
import type { Life, Story } from './story.ts'

const buyerCount = 8
const atMostDaysAgo = 240
const knownForDays = 30

/**
 * Buyers who gave no phone, and the purchase of each for which staff typed in the shop's own. All have bought on the web
 * long before, so that each is known by a customer number: their till purchases alone are little to tell them apart by.
 */
export function buyersWithShopPhone(
  casting: Casting<Life>,
  calendar: Calendar,
): { readonly story: Story; readonly purchases: ReadonlySet<Purchase> } {
  const buyers = casting.take(buyerCount, (life) => purchaseOf(life, calendar) !== undefined)
  return {
    story: {
      kind: 'shop-phone',
      personIds: buyers.map(({ person }) => person.personId),
      identifier: `phone:${shopPhone}`,
    },
    purchases: new Set(buyers.flatMap((life) => purchaseOf(life, calendar) ?? [])),
  }
}

function purchaseOf({ person, occasions }: Life, { liveFromMs, nowMs }: Calendar): Purchase | undefined {
  if (person.phone !== undefined || person.loyaltyId === undefined) return undefined
  const at = (channel: SalesChannel) =>
    occasions.filter(
      (occasion) =>
        occasion.kind === 'purchase' && occasion.channel === channel && occasion.atMs >= liveFromMs,
    ) as Purchase[]
  const [online] = at('web')
  // At the first the card is given out, and the form that goes with it is filled in.
  const [, ...atTill] = at('pos')
  if (online === undefined) return undefined
  const fromMs = Math.max(online.atMs + knownForDays * dayMs, nowMs - atMostDaysAgo * dayMs)
  return atTill.find((purchase) => purchase.atMs > fromMs)
}
