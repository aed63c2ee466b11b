import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import type { IdentityRules } from '#shared/identity/identity-rules.ts'

/** Who an event touches: a customer by its number of birth, or (null) whoever its unknown identifiers would make. */
interface Person {
  readonly customer: number | null
  readonly keys: string[]
}

/** The first event that carried an identifier. */
export interface ReferenceFirst {
  readonly key: string
  home: number
  readonly at: number
  readonly by: string
}

export interface ReferenceMerge {
  readonly survivor: number
  readonly merged: number
  readonly rule: string
  eventKey: string
  keys: readonly string[]
  /** Pairs that were different people before, and are again when the merge is undone. */
  lifted: readonly (readonly [number, number])[]
  isUndone: boolean
}

export interface ReferenceReview {
  subject: string
  readonly reason: string
  readonly customers: readonly number[]
  eventKey: string
  keys: readonly string[]
  status: string
}

export interface ReferencePlace {
  readonly customer: number | null
  readonly home: number | null
  readonly rule: string
}

const strength = 'phone email external_id whatsapp_id loyalty_id pos_bill device_id cookie_id'.split(' ')
const personal = strength.slice(0, 5)
const devices = strength.slice(6)
const dayMs = 86_400_000

const kindOf = (key: string) => key.replace(/:.*$/s, '')
const isDevice = (key: string) => devices.includes(kindOf(key))
const isPersonal = (key: string) => personal.includes(kindOf(key))
const isContact = (key: string) => ['phone', 'email'].includes(kindOf(key))

/**
 * What identity should come to, found the plain way: each identifier has a label, accepted merges are a list of links
 * between labels, and whatever is asked is searched for anew. Shares no code with the product. Customers are numbers,
 * in the order of birth. What people decide is in ReferenceDecisions.
 */
export class ReferenceIdentity {
  readonly rules: IdentityRules
  firsts: ReferenceFirst[] = []
  readonly homes = new Map<string, number>()
  readonly merges: ReferenceMerge[] = []
  readonly shared = new Set<string>()
  readonly ties = new Map<string, (string | number)[]>()
  readonly reviews: ReferenceReview[] = []
  /** All that was ever asked, also where the same question was open already. */
  readonly asked: ReferenceReview[] = []
  readonly demoted: { readonly key: string; readonly customer: number }[] = []
  apart: (readonly [number, number])[] = []
  bornCount = 0

  constructor(rules: IdentityRules) {
    this.rules = rules
  }

  /** Follows the merges that stand. */
  current(customer: number): number {
    let now = customer
    for (;;) {
      const away = this.merges.find((merge) => !merge.isUndone && merge.merged === now)
      if (away === undefined) return now
      now = away.survivor
    }
  }

  members(customer: number): number[] {
    return Array.from({ length: this.bornCount }, (_, index) => index).filter(
      (other) => this.current(other) === customer,
    )
  }

  ownerOf(key: string): number | undefined {
    const home = this.homes.get(key)
    return home === undefined ? undefined : this.current(home)
  }

  /** Where an event that was accepted belongs by now; null when nobody has any of its identifiers. */
  homeOf(keys: readonly string[]): number | null {
    const usable = keys.filter((key) => !this.shared.has(key))
    for (const named of [usable, keys]) {
      const accounts = named.filter((key) => kindOf(key) === 'external_id').slice(0, 1)
      const known = [...accounts, ...named].find((key) => this.homes.has(key))
      if (known !== undefined) return this.homes.get(known) ?? null
    }
    return null
  }

  /** Decides one event. */
  accept(claim: IdentityClaim): ReferencePlace {
    if (claim.keys.length === 0) return { customer: null, home: null, rule: 'no-identifier' }
    const usable = claim.keys.filter((key) => !this.shared.has(key))
    const naming = usable.find((key) => kindOf(key) === 'external_id') ?? usable[0]
    if (naming === undefined) return { customer: null, home: null, rule: 'shared-identifiers' }
    const demotedCount = this.demoted.length
    const rule = this.#decide(claim, usable, naming)
    this.withdrawAnswered()
    // Once more without what turned out to be shared.
    if (this.demoted.slice(demotedCount).some(({ key }) => claim.keys.includes(key)))
      return this.accept(claim)
    const home = this.homes.get(naming) ?? null
    return { customer: home === null ? null : this.current(home), home, rule }
  }

  #decide(claim: IdentityClaim, usable: readonly string[], naming: string): string {
    const people: Person[] = []
    for (const key of usable) {
      const customer = this.ownerOf(key)
      const person = people.find((other) => other.customer === customer)
      if (customer !== undefined && person === undefined) people.push({ customer, keys: [key] })
      person?.keys.push(key)
    }
    const unknown = usable.filter((key) => !this.homes.has(key))
    if (people.length === 1 && unknown.length === 0) return 'known-customer'

    const wasAsked = this.reviews.some(({ subject }) => subject === `event:${claim.eventKey}`)
    const before = people.filter(({ keys }) => keys.some((key) => !this.#isFirst(key, claim)))
    const most = this.rules.maxMergedCustomers
    const isCrowd = (people.length > most && before.length > most) || (people.length > 1 && wasAsked)
    const fresh: Person = {
      customer: null,
      keys: unknown.filter((key) => key === naming || isPersonal(key)),
    }
    const { together, outside } = this.#gather(claim, people, fresh, naming, isCrowd)
    const survivor = this.#merge(claim, together)
    const event = this.#label(claim, together, unknown, naming)
    for (const person of outside) {
      this.#ask(
        claim,
        event,
        person,
        together.filter((other) => other !== person),
      )
    }
    if (isCrowd && !wasAsked) {
      const customers = people.map(({ customer }) => customer ?? -1).sort((left, right) => left - right)
      this.#open(`event:${claim.eventKey}`, 'too-many-customers', customers, claim.eventKey, claim.keys)
    }
    if (isCrowd) return 'needs-review'
    if (survivor === undefined) return 'new-customer'
    if (together.filter(({ customer }) => customer !== null).length > 1) return 'merged'
    return outside.some(({ customer }) => customer !== null) ? 'kept-apart' : 'known-customer'
  }

  /** Who becomes one with the owner of the naming identifier, and who stays outside. */
  #gather(
    claim: IdentityClaim,
    people: readonly Person[],
    fresh: Person,
    naming: string,
    isCrowd: boolean,
  ): { together: Person[]; outside: Person[] } {
    const host = people.find(({ keys }) => keys.includes(naming))
    const together = [host ?? fresh]
    if (host !== undefined && fresh.keys.length > 0) {
      if (this.#against(together, fresh, claim) === undefined) this.#noteMeeting(claim, together, fresh)
      together.push(fresh)
    }
    let outside = people.filter((person) => person !== host)
    if (isCrowd) outside = host === undefined ? outside.slice(0, 1) : []
    for (let isChanged = true; isChanged; ) {
      isChanged = false
      for (const person of outside) {
        if (this.#against(together, person, claim) !== undefined) continue
        this.#noteMeeting(claim, together, person)
        together.push(person)
        isChanged = true
      }
      outside = outside.filter((person) => !together.includes(person))
    }
    return { together, outside: host === undefined ? outside : [fresh, ...outside] }
  }

  #merge({ eventKey, statement }: IdentityClaim, together: readonly Person[]): number | undefined {
    const rank = ({ keys }: Person) => Math.min(...keys.map((key) => strength.indexOf(kindOf(key))))
    const known = together.flatMap((person) =>
      person.customer === null ? [] : [{ customer: person.customer, rank: rank(person) }],
    )
    const [first] = [...known].sort((left, right) => left.rank - right.rank || left.customer - right.customer)
    if (first === undefined) return undefined
    const rule = statement === undefined ? 'shared-identifiers' : 'source-statement'
    for (const { customer: merged } of known) {
      if (merged === first.customer) continue
      this.merges.push({
        survivor: first.customer,
        merged,
        rule,
        eventKey,
        keys: together.flatMap((person) => (person.customer === null ? [] : person.keys)),
        lifted: [],
        isUndone: false,
      })
    }
    return first.customer
  }

  /** Labels the unknown identifiers that find a place; returns the event's customer. */
  #label(
    { eventKey, occurredAt, statement }: IdentityClaim,
    together: readonly Person[],
    unknown: readonly string[],
    naming: string,
  ): number {
    const known = [naming, ...together.flatMap(({ keys }) => keys)].find((key) => this.homes.has(key))
    const home = known === undefined ? this.bornCount++ : (this.homes.get(known) ?? -1)
    const order = [...unknown].sort((left, right) => Number(right === naming) - Number(left === naming))
    for (const key of order) {
      const first: ReferenceFirst = { key, home, at: occurredAt, by: eventKey }
      const isSure = key === naming || key === statement?.from || key === statement?.to
      if (!isSure && this.#tooMany(this.#firstsOf(this.current(home)), [first], occurredAt) !== undefined)
        continue
      this.homes.set(key, home)
      if (kindOf(key) !== 'pos_bill') this.firsts.push(first)
    }
    return this.current(home)
  }

  /** Why a person stays outside, and which identifiers are to blame. */
  #against(
    together: readonly Person[],
    person: Person,
    claim: IdentityClaim,
  ): { reason: string; blamed: string[] } | undefined {
    const keys = together.flatMap((one) => one.keys)
    const all = [...keys, ...person.keys]
    const { from = '', to = '' } = claim.statement ?? {}
    const isStated = [
      [from, to],
      [to, from],
    ].some(([one = '', other = '']) => keys.includes(one) && person.keys.includes(other))
    const isApart = together.some(({ customer }) => this.isApart(customer, person.customer))
    if (isApart) return { reason: isStated ? 'source-says-same' : 'kept-apart', blamed: all }
    if (isStated) return undefined
    const ours = together.flatMap((one) => this.#has(one, claim))
    const theirs = this.#has(person, claim)
    const isOnlyDevice = keys.every(isDevice) || person.keys.every(isDevice)
    if (isOnlyDevice && [ours, theirs].every((side) => side.some(({ key }) => isContact(key))))
      return { reason: 'shared-device', blamed: all.filter(isDevice) }
    const kind = this.#tooMany(ours, theirs, claim.occurredAt)
    if (kind === undefined) return undefined
    return { reason: 'identifier-limit', blamed: all.filter((key) => this.#limited(key) !== kind) }
  }

  /** Whether a person said of any two of these customers' parts that they are different. */
  isApart(left: number | null, right: number | null): boolean {
    if (left === null || right === null) return false
    return this.apart.some((pair) => {
      const [one, other] = pair.map((customer) => this.current(customer))
      return (one === left && other === right) || (one === right && other === left)
    })
  }

  #has({ customer, keys }: Person, claim: IdentityClaim): ReferenceFirst[] {
    if (customer !== null) return this.#firstsOf(customer)
    return keys.map((key) => ({ key, home: -1, at: claim.occurredAt, by: claim.eventKey }))
  }

  #firstsOf(customer: number): ReferenceFirst[] {
    return this.firsts.filter(({ home }) => this.current(home) === customer)
  }

  #isFirst(key: string, claim: IdentityClaim): boolean {
    if (!this.homes.has(key)) return true
    return this.firsts.some((first) => first.key === key && first.by === claim.eventKey)
  }

  /** The name under which an identifier is counted; undefined for one that is not. */
  #limited(key: string): string | undefined {
    const kind = kindOf(key)
    if (!Object.hasOwn(this.rules.limits, kind)) return undefined
    return kind === 'external_id' ? key.split(':').slice(0, 2).join(':') : kind
  }

  /** The first kind, by name, of which two sides have too many together, though neither has all of them already. */
  #tooMany(
    ours: readonly ReferenceFirst[],
    theirs: readonly ReferenceFirst[],
    at: number,
  ): string | undefined {
    const kinds = new Set([...ours, ...theirs].map(({ key }) => this.#limited(key)))
    return [...kinds].sort().find((kind) => {
      const limit = Object.entries(this.rules.limits).find(([name]) => name === kindOf(kind ?? ''))?.[1]
      if (kind === undefined || limit === undefined) return false
      const counted = (side: readonly ReferenceFirst[]) =>
        side.flatMap((first) => {
          const isNear = limit.windowDays === null || Math.abs(at - first.at) <= limit.windowDays * dayMs
          return this.#limited(first.key) === kind && isNear ? [first.key] : []
        })
      const [left, right] = [new Set(counted(ours)), new Set(counted(theirs))]
      const both = new Set([...left, ...right])
      return both.size > limit.maxCount && both.size > left.size && both.size > right.size
    })
  }

  /** Two become one though each had a phone (an e-mail, a card ...) of its own. */
  #noteMeeting(claim: IdentityClaim, together: readonly Person[], person: Person): void {
    const kinds = (people: readonly Person[]) =>
      new Set(
        people
          .flatMap((one) => this.#has(one, claim))
          .filter(({ key }) => isPersonal(key))
          .map(({ key }) => this.#limited(key) ?? key),
      )
    const theirs = kinds([person])
    if (![...kinds(together)].some((kind) => theirs.has(kind))) return
    const we = together.find(({ customer }) => customer !== null)?.customer ?? together[0]?.keys[0]
    const they = person.customer ?? person.keys[0]
    const accounts = /^external_id:/
    for (const key of together.flatMap(({ keys }) => keys))
      if (!accounts.test(key)) this.#tie(claim, key, they)
    for (const key of person.keys) if (!accounts.test(key)) this.#tie(claim, key, we)
  }

  #tie(claim: IdentityClaim, key: string, partner: string | number | undefined): void {
    const owner = this.ownerOf(key)
    if (owner === undefined || partner === undefined || partner === owner || claim.statement !== undefined)
      return
    const ties = this.ties.get(key) ?? []
    const isSame = (name: string | number) =>
      name === partner ||
      (typeof partner === 'number' &&
        (typeof name === 'number'
          ? this.current(name) === partner
          : this.#firstsOf(partner).some((first) => first.key === name)))
    if (ties.some(isSame)) return
    ties.push(partner)
    this.ties.set(key, ties)
    const most = isDevice(key) ? this.rules.sharedDeviceAfter : this.rules.sharedContactAfter
    if (ties.length < most || this.shared.has(key)) return
    this.shared.add(key)
    this.demoted.push({ key, customer: owner })
    this.#open(`identifier:${key}`, 'shared-identifier', [owner], claim.eventKey, [key])
  }

  /** Asks about somebody who stays outside, and notes the identifiers that nearly tied them. */
  #ask(claim: IdentityClaim, event: number, person: Person, together: readonly Person[]): void {
    const against = person.keys.length === 0 ? undefined : this.#against(together, person, claim)
    if (against === undefined) return
    const { customer, keys } = person
    const { reason, blamed } = against
    if (customer !== null && reason !== 'kept-apart') {
      const pair = [event, customer].sort((left, right) => left - right)
      this.#open(`pair:${pair.join('|')}`, reason, pair, claim.eventKey, claim.keys)
    }
    const stranger = customer ?? keys.find((key) => !this.homes.has(key))
    for (const key of blamed) {
      if (this.#isFirst(key, claim)) continue
      this.#tie(claim, key, keys.includes(key) ? event : stranger)
    }
  }

  #open(
    subject: string,
    reason: string,
    customers: readonly number[],
    eventKey: string,
    keys: readonly string[],
  ): void {
    const review = { subject, reason, customers, eventKey, keys, status: 'open' }
    this.asked.push(review)
    const isKnown = this.reviews.some(
      (other) => other.subject === subject && (other.status === 'open' || other.eventKey === eventKey),
    )
    if (!isKnown) this.reviews.push({ ...review })
  }

  /** Questions whose customers are one by now need no answer. */
  withdrawAnswered(): void {
    for (const review of this.reviews) {
      const customers = new Set(review.customers.map((customer) => this.current(customer)))
      if (review.status === 'open' && review.customers.length > 1 && customers.size === 1)
        review.status = 'withdrawn'
    }
  }
}
