import type { RandomSource } from '#shared/kernel/random.ts'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time.ts'
import { drawExtras, drawGiftBasket, drawMixedBasket, drawStaples } from './baskets.ts'
import { catalogue } from './catalogue.ts'
import { drawBetween, drawSome, drawWait, drawWhole } from './draw.ts'
import type { BasketLine, Chat, Device, Occasion, Purchase, Visit } from './occasion.ts'
import type { Person } from './people.ts'
import { type Calendar, drawBusyDay, drawShoppingMoment, giftSeasons, type SalesChannel } from './seasons.ts'

/** A wish to buy something: what and from when on. Where and when it happens is drawn after. */
interface Need {
  readonly dueMs: number
  readonly lines: readonly BasketLine[]
  readonly isGift: boolean
}

/** Everything a person does with the shop up to the calendar's end, in time order. */
export function lifeOfACustomer(person: Person, calendar: Calendar, random: RandomSource): Occasion[] {
  const purchases = needsOf(person, calendar, random)
    .map((need) => purchaseFor(person, need, random))
    .filter((purchase) => purchase.atMs < calendar.nowMs)
  const occasions: Occasion[] = [
    ...purchases,
    ...looksAround(person, purchases, calendar, random),
    ...chats(person, calendar, random),
  ]
  return occasions.sort((left, right) => left.atMs - right.atMs)
}

function needsOf(person: Person, calendar: Calendar, random: RandomSource): Need[] {
  switch (person.kind) {
    case 'regular':
    case 'high-value':
    case 'lapsed':
    case 'new':
      return rhythmicNeeds(person, calendar, random)
    case 'occasional':
      return occasionalNeeds(person, calendar, random)
    case 'gift-buyer':
      return giftNeeds(calendar, random)
    case 'one-timer': {
      return [{ dueMs: person.joinedMs, lines: drawMixedBasket(random), isGift: random() < 0.1 }]
    }
    case 'visitor':
      return []
  }
}

const bundledWithinMs = 5 * dayMs

/** Whether the person is in the middle of a rhythm when the calendar begins. */
function wasThereBefore({ joinedMs }: Person, { startMs }: Calendar): boolean {
  return joinedMs <= startMs
}

/** Each staple runs out by its own rhythm; what runs out within a few days is bought in one go. */
function rhythmicNeeds(person: Person, calendar: Calendar, random: RandomSource): Need[] {
  const staples = drawStaples(person, random).map((staple) => {
    const isHalfFull = wasThereBefore(person, calendar)
    return { ...staple, dueMs: person.joinedMs + (isHalfFull ? staple.everyMs * random() : 0) }
  })
  const needs: Need[] = []
  for (;;) {
    const dueMs = Math.min(...staples.map((staple) => staple.dueMs))
    if (dueMs >= person.leavesMs) return needs
    const bought = staples.filter((staple) => staple.dueMs <= dueMs + bundledWithinMs)
    for (const staple of bought) staple.dueMs = dueMs + staple.everyMs * drawBetween(0.85, 1.15, random)
    const lines = bought.map(({ product, quantity }) => ({ product, quantity }))
    needs.push({ dueMs, lines: [...lines, ...drawExtras(person, dueMs, random)], isGift: false })
  }
}

const occasionEveryMs = 75 * dayMs

function occasionalNeeds(person: Person, calendar: Calendar, random: RandomSource): Need[] {
  const needs: Need[] = []
  let dueMs = person.joinedMs + (wasThereBefore(person, calendar) ? drawWait(occasionEveryMs, random) : 0)
  while (dueMs < person.leavesMs) {
    needs.push({ dueMs, lines: drawMixedBasket(random), isGift: random() < 0.1 })
    dueMs += drawWait(occasionEveryMs, random)
  }
  return needs
}

function giftNeeds(calendar: Calendar, random: RandomSource): Need[] {
  return giftSeasons(calendar).flatMap(({ fromMs, toMs }) =>
    Array.from({ length: drawWhole(1, 3, random) }, () => ({
      dueMs: drawBetween(fromMs, toMs, random),
      lines: drawGiftBasket(random),
      isGift: random() < 0.6,
    })),
  )
}

function purchaseFor(person: Person, need: Need, random: RandomSource): Purchase {
  const channel = channelFor(person, random)
  const atMs = drawShoppingMoment(need.dueMs, channel, random)
  const isGift = need.isGift && channel === 'web'
  return {
    kind: 'purchase',
    atMs,
    channel,
    device: deviceAt(person, atMs, random),
    lines: need.lines,
    isGift,
  }
}

function channelFor(person: Person, random: RandomSource): SalesChannel {
  if (person.usesWhatsapp && random() < 0.3) return 'whatsapp'
  if (person.habit === 'both') return random() < 0.5 ? 'web' : 'pos'
  return person.habit === 'web' ? 'web' : 'pos'
}

function deviceAt(person: Person, atMs: number, random: RandomSource): Device {
  return atMs >= person.secondDeviceFromMs && random() < 0.6 ? 1 : 0
}

/** A look before one in five purchases on the web; those who never buy just look. */
function looksAround(
  person: Person,
  purchases: Purchase[],
  calendar: Calendar,
  random: RandomSource,
): Visit[] {
  if (person.kind === 'visitor') {
    return Array.from({ length: drawWhole(1, 4, random) }, () => {
      const day = drawBusyDay(calendar.liveFromMs, calendar.nowMs - 2 * dayMs, calendar, random)
      return visit(Math.min(drawShoppingMoment(day, 'web', random), calendar.nowMs - hourMs), 0, random)
    })
  }
  return purchases
    .filter((purchase) => purchase.channel === 'web' && random() < 0.2)
    .map((purchase) => visit(purchase.atMs - drawBetween(hourMs, 4 * dayMs, random), purchase.device, random))
}

function visit(atMs: number, device: Device, random: RandomSource): Visit {
  const products = drawSome(catalogue, drawWhole(1, 3, random), random)
  return { kind: 'visit', atMs: Math.floor(atMs), device, products, signsIn: false }
}

function chats(person: Person, { liveFromMs, nowMs }: Calendar, random: RandomSource): Chat[] {
  if (!person.usesWhatsapp) return []
  const chats: Chat[] = []
  let atMs = Math.max(person.joinedMs, liveFromMs)
  for (;;) {
    atMs = drawShoppingMoment(atMs + drawWait(80 * dayMs, random), 'whatsapp', random)
    if (atMs >= nowMs - minuteMs) return chats
    chats.push({ kind: 'chat', atMs })
  }
}
