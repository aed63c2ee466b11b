import type { CanonicalEvent } from '#shared/events/event.ts'
import type { HeldEvent } from './found-platform.ts'
import { plainKeys } from './plain-keys.ts'
import type { Simulation } from './simulate-ingest.ts'

/** Whose an event is, and which of its identifiers are that customer's. */
export interface ExpectedPlace {
  readonly group: string
  readonly homeId: string
  readonly ownKeys: readonly string[]
  /** Identifiers that got their owner after the event, without any decision about it: the event takes no notice. */
  readonly lateKeys: readonly string[]
}

/** The kinds of identifier, strongest first. */
export const strength = [
  'phone',
  'email',
  'external_id',
  'whatsapp_id',
  'loyalty_id',
  'pos_bill',
  'device_id',
  'cookie_id',
]

/**
 * Where each event belongs, read off the directory's tables the plain way: with the owner of its home identifier, or
 * whoever that is part of by now; shared identifiers count only when there is no other. An event that came while all of
 * its identifiers were shared is nobody's.
 */
export function expectedPlaces(
  { platform, sent }: Pick<Simulation, 'platform' | 'sent'>,
  held: ReadonlyMap<string, HeldEvent>,
): Map<string, ExpectedPlace> {
  const pairs = (statement: string) =>
    new Map(
      platform.directory.sql.all(statement).map((row) => {
        const [from, to] = Object.values(row)
        return [String(from), String(to)]
      }),
    )
  const owners = pairs('select identifier_key, customer_id from identifier')
  const survivors = pairs('select customer_id, survivor_id from redirect')
  const shared = pairs("select identifier_key, '' as nobody from shared_identifier")
  const onceShared = new Set(
    platform.directory.sql
      .all("select identifiers from manual_merge_queue where reason = 'shared-identifier'")
      .flatMap(({ identifiers }) => JSON.parse(String(identifiers))),
  )
  const current = (customerId: string) => survivors.get(customerId) ?? customerId
  /** The customer number, else the strongest identifier, that has an owner. */
  const firstOwned = (keys: readonly string[]) => {
    const account = keys.find((each) => each.startsWith('external_id:')) ?? ''
    return [account, ...keys].find((each) => owners.has(each))
  }
  const places = new Map<string, ExpectedPlace>()
  for (const [key, event] of sent) {
    const keys = strongestFirst(event)
    const there = held.get(key)
    const home = firstOwned(keys.filter((each) => !shared.has(each))) ?? firstOwned(keys)
    if (home === undefined || (there === undefined && keys.every((each) => onceShared.has(each)))) continue
    // An identifier that its customer had too many of, that turned out to be the event's own because all others are
    // shared, and that somebody else got later: then the event stays where it was.
    const isLate = there?.foreignKeys.includes(home) === true
    const homeId = isLate ? there.homeId : (owners.get(home) ?? '')
    const group = current(homeId)
    const isOwn = (each: string) => current(owners.get(each) ?? '') === group
    const lateKeys = keys.filter((each) => isOwn(each) && there?.foreignKeys.includes(each))
    const ownKeys = keys.filter((each) => isOwn(each) && !lateKeys.includes(each))
    places.set(key, { group, homeId, ownKeys, lateKeys: isLate ? [...lateKeys, home] : lateKeys })
  }
  return places
}

/** Which events belong together when what is connected by identifiers is one person, by a label for each event. */
export function connectedEvents(sent: ReadonlyMap<string, CanonicalEvent>): Map<string, string> {
  const events = [...sent]
    .map(([key, event]) => ({ key, keys: plainKeys(event) }))
    .filter(({ keys }) => keys.length > 0)
  const labels = new Map(events.flatMap(({ keys }) => keys.map((key) => [key, key])))
  for (let isChanged = true; isChanged; ) {
    isChanged = false
    for (const { keys } of events) {
      const smallest = keys.map((key) => labels.get(key) ?? key).sort()[0] ?? ''
      for (const key of keys) {
        if (labels.get(key) === smallest) continue
        labels.set(key, smallest)
        isChanged = true
      }
    }
  }
  return new Map(events.map(({ key, keys }) => [key, labels.get(keys[0] ?? '') ?? '']))
}

function strongestFirst(event: CanonicalEvent): string[] {
  const rank = (key: string) => strength.indexOf(key.slice(0, key.indexOf(':')))
  return [...new Set(plainKeys(event))].sort((left, right) => rank(left) - rank(right))
}
