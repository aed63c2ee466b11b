import type { RandomSource } from '#shared/kernel/random.ts'
import { drawInt, drawOne } from '#tests/support/drawing.ts'
import { keysOfPerson, type Person } from './accepted-shop.ts'
import type { SentEvent } from './sent-event.ts'

const firstDayMs = Date.UTC(2025, 10, 1, 6)
const dayCount = 20
const dayMs = 86_400_000
const fiveHoursMs = 5 * 3_600_000

/** Draws events; the ids it gives out are its own as long as each has a name of its own. */
export class EventDraw {
  readonly #random: RandomSource
  readonly #name: string
  #count = 0

  constructor(random: RandomSource, name: string) {
    this.#random = random
    this.#name = name
  }

  /** The event that shows all identifiers of a person. */
  introduction(person: Person): SentEvent {
    return { id: this.#newId(), occurredAt: this.#moment(), keys: keysOfPerson(person) }
  }

  /** Views and orders of a person; orders may change, be cancelled, and come in the wrong order. */
  events(person: Person, count: number): SentEvent[] {
    const events: SentEvent[] = []
    while (events.length < count) {
      if (this.#random() < 0.6) {
        events.push({ id: this.#newId(), occurredAt: this.#moment(), keys: this.#someKeys(person) })
      } else events.push(...this.#order(person))
    }
    return this.#random() < 0.5 ? events : events.reverse()
  }

  /** An event at the browser of one person that carries the phone of another: its customer is the phone's. */
  tie(atBrowser: Person, withPhone: Person): SentEvent {
    const keys = [withPhone.phone, atBrowser.email, atBrowser.cookie]
    return { id: this.#newId(), occurredAt: this.#moment(), keys }
  }

  #order(person: Person): SentEvent[] {
    const orderId = this.#newId()
    const occurredAt = this.#moment()
    const changes = drawOne(this.#random, [
      ['placed'],
      ['placed', 'updated'],
      ['placed', 'updated', 'updated'],
      ['placed', 'cancelled'],
    ] as const)
    return changes.map((change, index) => ({
      id: this.#newId(),
      occurredAt: occurredAt + index,
      keys: this.#someKeys(person),
      order: { orderId, change, totalMinor: drawInt(this.#random, 1, 50_000) },
    }))
  }

  #someKeys(person: Person): string[] {
    const { phone, email, cookie } = person
    return [...(this.#random() < 0.3 ? [phone] : []), ...(this.#random() < 0.6 ? [email] : []), cookie]
  }

  #moment(): number {
    return firstDayMs + drawInt(this.#random, 0, dayCount - 1) * dayMs + drawInt(this.#random, 0, fiveHoursMs)
  }

  #newId(): string {
    this.#count += 1
    return `${this.#name}-${this.#count}`
  }
}
