import type { SentEvent } from './sent-event.ts'

/** Somebody of the load: one phone, one e-mail, one browser, each nobody else's. */
export interface Person {
  readonly name: string
  readonly phone: string
  readonly email: string
  readonly cookie: string
}

/** All identifiers of a person, strongest first. */
export function keysOfPerson({ phone, email, cookie }: Person): string[] {
  return [phone, email, cookie]
}

const firstPhone = 10_000_000
const identifierPattern = /person-(\d+)@shop\.example|\+4474(\d{8})|browser-(\d+)/g

/**
 * What a platform has accepted: events, and decisions about who is who. Kept by whoever sent it, so it says what the
 * platform must come to.
 */
export class AcceptedShop {
  readonly events: SentEvent[] = []
  readonly people: Person[] = []
  /** Names of people who were forgotten. */
  readonly forgotten = new Set<string>()
  readonly #groups = new Map<string, string>()
  #groupCount = 0

  newPerson(): Person {
    const number = this.people.length
    const person = {
      name: `person ${number}`,
      phone: `phone:+4474${firstPhone + number}`,
      email: `email:person-${number}@shop.example`,
      cookie: `cookie_id:browser-${number}`,
    }
    this.people.push(person)
    this.#groups.set(person.name, person.name)
    return person
  }

  /** Says of people that each list is one customer now. */
  regroup(customers: readonly (readonly Person[])[]): void {
    for (const people of customers) {
      this.#groupCount += 1
      for (const { name } of people) this.#groups.set(name, `customer ${this.#groupCount}`)
    }
  }

  /** Every person whose phone, e-mail or browser a text holds. */
  *namedIn(text: string): Iterable<Person> {
    for (const [, email, phone, cookie] of text.matchAll(identifierPattern)) {
      const number = phone === undefined ? Number(email ?? cookie) : Number(phone) - firstPhone
      const person = this.people[number]
      if (person !== undefined) yield person
    }
  }

  /** The customer a person is part of: a name that only this shop knows. */
  groupOf({ name }: Person): string {
    return this.#groups.get(name) ?? name
  }
}
