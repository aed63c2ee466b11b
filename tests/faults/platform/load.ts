import { drawInt, drawOne } from '#tests/support/drawing.ts'
import type { Person } from '../shop/accepted-shop.ts'
import { decisionStories, tell } from '../shop/decision-stories.ts'
import type { SentEvent } from '../shop/sent-event.ts'
import { accept, type Teller } from '../shop/story-acts.ts'
import type { FaultSuite } from './fault-suite.ts'

const senderCount = 2
const tellerCount = 4
/** People of the crowd come back, but not for ever. */
const eventsPerPerson = 25

export interface LoadCounts {
  eventCount: number
  storyCount: number
}

/** Sends a crowd's events, `eventsPerCall` at once, and tells stories of decisions beside it, until enough were sent. */
export async function sendLoad(
  suite: FaultSuite,
  eventCount: number,
  eventsPerCall: number,
): Promise<LoadCounts> {
  const before = suite.accepted.events.length
  const counts = { eventCount: 0, storyCount: 0 }
  const isEnough = () => suite.accepted.events.length - before >= eventCount
  const send = async (teller: Teller) => {
    const crowd: Person[] = []
    while (!isEnough()) await accept(teller, crowdEvents(teller, crowd, eventsPerCall))
  }
  const tellStories = async (teller: Teller) => {
    while (!isEnough()) {
      await tell(teller, drawOne(suite.random, decisionStories))
      counts.storyCount += 1
    }
  }
  await Promise.all([
    ...Array.from({ length: senderCount }, () => send(suite.newTeller())),
    ...Array.from({ length: tellerCount }, () => tellStories(suite.newTeller())),
  ])
  return { ...counts, eventCount: suite.accepted.events.length - before }
}

/** Some events of people in the crowd; who is new shows all identifiers first, or later than other events. */
function crowdEvents({ accepted, draw, random }: Teller, crowd: Person[], count: number): SentEvent[] {
  const events: SentEvent[] = []
  while (events.length < count) {
    if (crowd.length === 0 || random() < 1 / eventsPerPerson) {
      const person = accepted.newPerson()
      crowd.push(person)
      events.push(draw.introduction(person))
    }
    events.push(...draw.events(drawOne(random, crowd), drawInt(random, 1, 3)))
  }
  return events
}
