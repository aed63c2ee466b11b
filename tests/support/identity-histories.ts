import type { RandomSource } from '#shared/kernel/random.ts'
import { drawInt, drawOne, shuffled } from './drawing.ts'

/** An event of a history: whom it names by phones and e-mails, and what was bought. */
export interface HistoryEvent {
  readonly id: string
  /** `phone:...` before `email:...`, so the first is the one that says whose the event is. */
  readonly keys: readonly string[]
  /** A browser that the event carries. */
  readonly browser: string
  readonly totalPence: number | null
  readonly occurredAt: number
}

export type HistoryDecision = 'none' | 'undo' | 'split' | 'undo-split' | 'merge' | 'merge-undo' | 'erase'

/** What happened to a few people that have nothing to do with anybody else, and whom it must make. */
export interface History {
  readonly name: string
  readonly decision: HistoryDecision
  /** Sent first, in any order, all at once. */
  readonly early: readonly HistoryEvent[]
  /** Sent when the early ones are settled. */
  readonly late: readonly HistoryEvent[]
  /** Sent while people decide. */
  readonly meanwhile: readonly HistoryEvent[]
  /** The identifiers of each customer at the end. */
  readonly groups: readonly (readonly string[])[]
}

const startMs = Date.UTC(2026, 2, 1)
let phoneCount = 0

function newPhone(): string {
  phoneCount += 1
  return `phone:+4474${10_000_000 + phoneCount * 37}`
}

type NewEvent = (keys: readonly string[], browser?: string) => HistoryEvent
type Draw = (random: RandomSource, name: string, event: NewEvent) => Omit<History, 'name'>

/** A person with many identifiers, each event naming two neighbours. */
const chain: Draw = (random, name, event) => {
  const keys = Array.from({ length: drawInt(random, 2, 8) }, (_, index) =>
    index % 2 === 0 ? newPhone() : `email:${name}-${index}@chain.example`,
  )
  const links = keys.slice(1).map((key, index) => event([keys[index] ?? '', key]))
  const early = [...links, ...keys.filter(() => random() < 0.5).map((key) => event([key]))]
  return { decision: 'none', early, late: [], meanwhile: [], groups: [keys] }
}

/** One phone and four e-mails that only the phone connects. */
const star: Draw = (random, name, event) => {
  const phone = newPhone()
  const emails = [1, 2, 3, 4].map((number) => `email:${name}-${number}@star.example`)
  const early = emails.flatMap((email) => [event([phone, email]), event([email])])
  const [first = ''] = emails
  const meanwhile = random() < 0.3 ? [event([first])] : []
  return { decision: 'none', early, late: [], meanwhile, groups: [[phone, ...emails]] }
}

/** Two phones and two e-mails: every pair of them at the same moment, so that merges come from both sides at once. */
const opposite: Draw = (_, name, event) => {
  const phones = [newPhone(), newPhone()]
  const emails = [1, 2].map((number) => `email:${name}-${number}@opposite.example`)
  const early = [...phones, ...emails].map((key) => event([key]))
  const late = phones.flatMap((phone) => emails.map((email) => event([phone, email])))
  return { decision: 'none', early, late, meanwhile: [], groups: [[...phones, ...emails]] }
}

/** Two people at one browser, each with an e-mail: they stay two. */
const family: Draw = (_, name, event) => {
  const emails = [1, 2].map((number) => `email:${name}-${number}@family.example`)
  const early = emails.map((email) => event([email]))
  const late = emails.map((email) => event([email], `browser-${name}`))
  return { decision: 'none', early, late, meanwhile: late, groups: emails.map((email) => [email]) }
}

/** A phone and an e-mail, first apart, then tied by one event; later both come alone and together. */
function pair(decision: 'undo' | 'erase', maxEventCount: number): Draw {
  return (random, name, event) => {
    const [phone, email] = [newPhone(), `email:${name}@pair.example`]
    const some = (key: string) =>
      Array.from({ length: drawInt(random, 1, maxEventCount) }, () => event([key]))
    const early = [...some(phone), ...some(email)]
    const late = [event([phone, email])]
    if (decision === 'erase') return { decision, early, late, meanwhile: [], groups: [] }
    const meanwhile = [event([phone]), event([email]), event([phone, email])]
    return { decision, early, late, meanwhile, groups: [[phone], [email]] }
  }
}

/** One person from whom an e-mail is taken, perhaps only for a while. */
function split(decision: 'split' | 'undo-split'): Draw {
  return (_, name, event) => {
    const [phone, other] = [newPhone(), newPhone()]
    const email = `email:${name}@split.example`
    const early = [event([phone, email]), event([phone]), event([email]), event([other, email])]
    const meanwhile = [event([email]), event([phone]), event([phone, email])]
    const groups = decision === 'split' ? [[phone, other], [email]] : [[phone, other, email]]
    return { decision, early, late: [], meanwhile, groups }
  }
}

/** Two people of whom a person says that they are one, perhaps only for a while. */
function merge(decision: 'merge' | 'merge-undo'): Draw {
  return (_, name, event) => {
    const [phone, email] = [newPhone(), `email:${name}@merge.example`]
    const early = [phone, email].flatMap((key) => [event([key]), event([key])])
    const meanwhile = [event([phone]), event([email])]
    const groups = decision === 'merge' ? [[phone, email]] : [[phone], [email]]
    return { decision, early, late: [], meanwhile, groups }
  }
}

const undecided = [chain, star, opposite, family]
const decided = [
  pair('undo', 4),
  pair('erase', 4),
  split('split'),
  split('undo-split'),
  merge('merge'),
  merge('merge-undo'),
]

/** Two customers of hundreds of events each that are tied and taken apart, and smaller histories of every kind. */
export function drawHistories(random: RandomSource, count: number, decidedCount: number): History[] {
  return Array.from({ length: count }, (_, number): History => {
    const name = `h${number}`
    let eventCount = 0
    const event: NewEvent = (keys, browser) => {
      eventCount += 1
      const id = `${name}-${eventCount}`
      return {
        id,
        keys: [...keys].sort().reverse(),
        browser: browser ?? (keys.length === 1 ? `browser-of-${keys.join()}` : `browser-of-${id}`),
        totalPence: random() < 0.4 ? drawInt(random, 1, 50_000) : null,
        occurredAt: startMs + drawInt(random, 0, 200) * 3_600_000,
      }
    }
    const draw = number < 2 ? pair('undo', 400) : drawOne(random, number < decidedCount ? decided : undecided)
    return { name, ...draw(random, name, event) }
  })
}

/** Every event of a stage, some of them twice, in an order of their own. */
export function stageOf(
  histories: readonly History[],
  stage: 'early' | 'late' | 'meanwhile',
  random: RandomSource,
): HistoryEvent[] {
  const events = histories.flatMap((history) => history[stage])
  return shuffled(random, [...events, ...events.filter(() => random() < 0.2)])
}

/** A customer without the id Patron gave it. */
export interface HistoryPortrait {
  readonly keys: readonly string[]
  readonly eventCount: number
  readonly orderIds: readonly string[]
  readonly revenuePence: number
  readonly firstSeenAt: number
  readonly lastSeenAt: number
}

/** Whom a history must end in: each event is with the owner of its strongest identifier. */
export function expectedPortraits({ groups, early, late, meanwhile }: History): HistoryPortrait[] {
  const events = [...new Map([...early, ...late, ...meanwhile].map((event) => [event.id, event])).values()]
  return groups.map((keys) => {
    const own = events.filter((event) => keys.includes(event.keys[0] ?? ''))
    const times = own.map(({ occurredAt }) => occurredAt)
    return {
      keys: [...keys].sort(),
      eventCount: own.length,
      orderIds: own.flatMap(({ id, totalPence }) => (totalPence === null ? [] : [id])).sort(),
      revenuePence: own.reduce((sum, { totalPence }) => sum + (totalPence ?? 0), 0),
      firstSeenAt: Math.min(...times),
      lastSeenAt: Math.max(...times),
    }
  })
}
