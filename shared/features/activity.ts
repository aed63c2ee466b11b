import type { CanonicalEvent, Channel } from '../events/event.ts'
import { dayMs, minuteMs } from '../kernel/time.ts'

/** A day's half hours are the bits of a number; the clock is UTC. */
const slotMs = 30 * minuteMs
const slotsPerDay = dayMs / slotMs
/** Days before the latest that are kept. */
const keptDays = 400
/** An event that comes from further ahead of its arrival has a wrong clock, and would push out all that is kept. */
const maxAheadMs = dayMs

/** What is noted, in the order of {@link ActivityDay}. */
export const activityKinds = ['visit', 'cart', 'message', 'answer'] as const
export type ActivityKind = (typeof activityKinds)[number]

/**
 * The half hours of one day (UTC, days since 1970) in which the customer visited, put something into a cart, was written
 * to, and answered: bit n of each number is the half hour n.
 */
export type ActivityDay = readonly [day: number, visit: number, cart: number, message: number, answer: number]

/**
 * On which half hours a customer did what, by day. It is a union over events, so the same events give the same activity in
 * whatever order they come, and one that is told twice changes nothing.
 */
export type Activity = readonly ActivityDay[]

const visitChannels: ReadonlySet<Channel> = new Set(['web', 'app', 'qr'])
const cartNames: ReadonlySet<string> = new Set(['Product Added', 'Cart Updated', 'Checkout Started'])
const messageNames: ReadonlySet<string> = new Set(['Message Sent', 'Email Sent', 'Email Delivered'])
const answerNames: ReadonlySet<string> = new Set(['Message Received', 'Email Opened', 'Email Link Clicked'])

/** What an event says of what the customer did; most say nothing or one thing. */
function activityOf({ name, kind, channel, order }: CanonicalEvent): ActivityKind[] {
  if (messageNames.has(name)) return ['message']
  if (answerNames.has(name)) return ['answer']
  // What becomes of an order later is the shop's doing.
  const isAct = kind === 'track' ? order === undefined || order.change === 'placed' : kind !== 'identify'
  if (!isAct) return []
  const kinds: ActivityKind[] = visitChannels.has(channel) ? ['visit'] : []
  if (cartNames.has(name)) kinds.push('cart')
  return kinds
}

/** The activity after one more event; the same object when the event adds nothing. */
export function addActivity(activity: Activity, event: CanonicalEvent): Activity {
  const { occurredAt, receivedAt } = event
  if (occurredAt > receivedAt + maxAheadMs) return activity
  const kinds = activityOf(event)
  if (kinds.length === 0) return activity
  const day = Math.floor(occurredAt / dayMs)
  const bit = 2 ** Math.floor((occurredAt % dayMs) / slotMs)
  const latest = activity.at(-1)?.[0] ?? day
  if (day < latest - keptDays) return activity
  // Nearly always the last one: events come in about the order in which they happen.
  let place = activity.length
  while (place > 0 && (activity[place - 1]?.[0] ?? day) > day) place -= 1
  const before = activity[place - 1]
  const isThere = before !== undefined && before[0] === day
  const changed = withBits(isThere ? before : [day, 0, 0, 0, 0], kinds, bit)
  if (changed === before) return activity
  const next = activity.toSpliced(isThere ? place - 1 : place, isThere ? 1 : 0, changed)
  return day > latest ? next.filter(([kept]) => kept >= day - keptDays) : next
}

function withBits(before: ActivityDay, kinds: readonly ActivityKind[], bit: number): ActivityDay {
  const [day, ...masks] = before
  let isNew = false
  for (const kind of kinds) {
    const place = activityKinds.indexOf(kind)
    const mask = masks[place] ?? 0
    if (hasBit(mask, bit)) continue
    masks[place] = mask + bit
    isNew = true
  }
  return isNew ? [day, ...masks] : before
}

/** Masks have up to 48 bits, more than JavaScript's bit operators take. */
function hasBit(mask: number, bit: number): boolean {
  return Math.floor(mask / bit) % 2 === 1
}

/**
 * The half hours of one kind up to a moment, counted since 1970 (UTC), earliest first. The half hour of the moment itself
 * is among them.
 */
export function halfHours(activity: Activity, kind: ActivityKind, untilMs: number): number[] {
  const place = activityKinds.indexOf(kind) + 1
  const last = Math.floor(untilMs / slotMs)
  const found: number[] = []
  for (const day of activity) {
    let mask = day[place] ?? 0
    for (let slot = 0; mask > 0; slot += 1) {
      if (mask % 2 === 1) {
        const halfHour = day[0] * slotsPerDay + slot
        if (halfHour > last) return found
        found.push(halfHour)
      }
      mask = Math.floor(mask / 2)
    }
  }
  return found
}

/** The first moment of a half hour since 1970, UTC epoch ms. */
export function startOfHalfHour(halfHour: number): number {
  return halfHour * slotMs
}

/** As text for a row: `[[20778,3,1],...]`, without the zeros at the end of each day; '' when there is nothing. */
export function activityText(activity: Activity): string {
  if (activity.length === 0) return ''
  const days = activity.map((day) => {
    let length: number = day.length
    while (day[length - 1] === 0) length -= 1
    return day.slice(0, length)
  })
  return JSON.stringify(days)
}

/** What {@link activityText} wrote. */
export function readActivity(text: string): Activity {
  if (text === '') return []
  const days: number[][] = JSON.parse(text)
  return days.map(([day = 0, visit = 0, cart = 0, message = 0, answer = 0]) => [
    day,
    visit,
    cart,
    message,
    answer,
  ])
}
