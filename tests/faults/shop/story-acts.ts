import type { RandomSource } from '#shared/kernel/random.ts'
import { drawInt } from '#tests/support/drawing.ts'
import { type AcceptedShop, keysOfPerson, type Person } from './accepted-shop.ts'
import type { EventDraw } from './draw-events.ts'
import type { SentEvent } from './sent-event.ts'
import { type Decision, insist, type Shop } from './shop.ts'

/** Who tells a story: the shop it happens in, and the notes of what that shop has accepted. */
export interface Teller {
  readonly shop: Shop
  readonly accepted: AcceptedShop
  readonly draw: EventDraw
  readonly random: RandomSource
}

/** Some people, and the customers they were at first. */
export interface Cast {
  readonly people: readonly Person[]
  readonly customerIds: readonly string[]
}

/** Has events accepted, some of them twice: a sender that got no answer sends once more. */
export async function accept(teller: Teller, events: readonly SentEvent[]): Promise<void> {
  await teller.shop.accept(events)
  teller.accepted.events.push(...events)
  if (teller.random() < 0.3) await teller.shop.accept(events)
}

/** New people, each one customer of their own with some events. */
export async function introduce(teller: Teller, count: number): Promise<Cast> {
  const people = Array.from({ length: count }, () => teller.accepted.newPerson())
  await accept(
    teller,
    people.map((person) => teller.draw.introduction(person)),
  )
  const customerIds: string[] = []
  for (const person of people) {
    await insist(
      teller.shop,
      `${person.name} is known`,
      async () => (await teller.shop.ownerOf(person.email)) !== null,
    )
    customerIds.push((await teller.shop.ownerOf(person.email)) ?? '')
  }
  const cast = { people, customerIds }
  await liveOn(teller, cast)
  return cast
}

/** More events of everybody. */
export async function liveOn(teller: Teller, { people }: Cast): Promise<void> {
  const events = people.flatMap((person) => teller.draw.events(person, drawInt(teller.random, 1, 6)))
  await accept(teller, events)
}

/** Events that would make people one whom somebody said are two. */
export async function tieAgain(teller: Teller, cast: Cast): Promise<void> {
  const [first, second] = pair(cast.people, 0, 1)
  await accept(teller, [teller.draw.tie(first, second), teller.draw.tie(second, first)])
  await liveOn(teller, cast)
}

export async function mergeByEvent(teller: Teller, { people }: Cast): Promise<void> {
  const [first, second] = pair(people, 0, 1)
  await accept(teller, [teller.draw.tie(first, second)])
  await insist(teller.shop, `${first.name} and ${second.name} are one`, () => areOne(teller, first, second))
  teller.accepted.regroup([[first, second]])
}

export async function merge(
  teller: Teller,
  { people, customerIds }: Cast,
  left: number,
  right: number,
): Promise<void> {
  const [first, second] = pair(people, left, right)
  await decide(
    teller,
    { kind: 'merge', customerIds: pair(customerIds, left, right) },
    `${first.name} and ${second.name} are one`,
    () => areOne(teller, first, second),
  )
  teller.accepted.regroup([people.slice(0, Math.max(left, right) + 1)])
}

export async function undoMerge(
  teller: Teller,
  { people, customerIds }: Cast,
  left: number,
  right: number,
): Promise<void> {
  const [first, second] = pair(people, left, right)
  await decide(
    teller,
    { kind: 'undo-merge', customerIds: pair(customerIds, left, right) },
    `${first.name} and ${second.name} are two`,
    async () => !(await areOne(teller, first, second)),
  )
  teller.accepted.regroup([people.filter((person) => person !== second), [second]])
}

export async function split(teller: Teller, { people }: Cast): Promise<void> {
  const [first, second] = pair(people, 0, 1)
  const customerId = (await teller.shop.ownerOf(first.email)) ?? ''
  await decide(
    teller,
    { kind: 'split', customerId, keys: keysOfPerson(second) },
    `${second.name} is split off`,
    async () => !(await areOne(teller, first, second)),
  )
  teller.accepted.regroup([[first], [second]])
}

export async function undoSplit(teller: Teller, { people }: Cast): Promise<void> {
  const [first, second] = pair(people, 0, 1)
  const ownerIds = await Promise.all([first, second].map(({ email }) => teller.shop.ownerOf(email)))
  const customerIds = pair(
    ownerIds.map((id) => id ?? ''),
    0,
    1,
  )
  await decide(teller, { kind: 'undo-split', customerIds }, `${second.name} is back`, () =>
    areOne(teller, first, second),
  )
  teller.accepted.regroup([[first, second]])
}

/** Forgets everybody: what they are sent to have done before, and comes late, is nobody's too. */
export async function erase(teller: Teller, { people }: Cast): Promise<void> {
  const [{ email, name }] = pair([...people, ...people], 0, 1)
  const customerId = (await teller.shop.ownerOf(email)) ?? ''
  await decide(
    teller,
    { kind: 'erase', customerId },
    `${name} is forgotten`,
    async () => (await teller.shop.ownerOf(email)) === null,
  )
  for (const person of people) teller.accepted.forgotten.add(person.name)
}

function decide(
  { shop }: Teller,
  decision: Decision,
  what: string,
  isSo: () => Promise<boolean>,
): Promise<void> {
  return insist(shop, what, isSo, () => shop.decide(decision))
}

async function areOne({ shop }: Teller, left: Person, right: Person): Promise<boolean> {
  return (await shop.ownerOf(left.email)) === (await shop.ownerOf(right.email))
}

function pair<Value>(values: readonly Value[], left: number, right: number): [Value, Value] {
  const [first, second] = [values[left], values[right]]
  if (first === undefined || second === undefined) throw new Error('the cast is too small')
  return [first, second]
}
