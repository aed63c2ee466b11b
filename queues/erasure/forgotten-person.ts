import type { TimelineEntry } from '#shared/customers/ingest.ts'
import { orderKeyOf } from '#shared/customers/order-state.ts'
import { ownKeys } from '#shared/customers/own-keys.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { isBlockedIdentifier } from '#shared/identity/blocked-identifiers.ts'
import {
  type IdentifierKey,
  identifierKey,
  identifierType,
  isDevice,
  isPersonal,
  parseIdentifierKey,
} from '#shared/identity/identifier.ts'
import { normalisePhone } from '#shared/identity/normalise-phone.ts'
import { usableIdentifiers } from '#shared/identity/usable-identifiers.ts'
import { isImported } from '#shared/imports/import-source.ts'
import { textOf } from '#shared/kernel/json.ts'
import { placeEvent } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { dayOfReceipt } from '../ingest/archive-segments.ts'

/** A text shorter than this stands in many records that are not about the person. */
const shortestTelling = 6
/** Fewer digits stand in many numbers that are no phones. */
const shortestNumber = 7

/** The events of one shard of the log, and the days on which they were received. */
export interface ForgottenShard {
  readonly eventKeys: Set<string>
  readonly days: Set<string>
}

/** What has to be known of a person to find them everywhere: gathered from the timelines, page by page. */
export class ForgottenPerson {
  readonly shards = new Map<number, ForgottenShard>()
  readonly keys = new Set<IdentifierKey>()
  readonly orderKeys = new Set<string>()
  /** Normalised. */
  readonly emails = new Set<string>()
  readonly #texts = new Set<string>()
  readonly #tenant: Tenant

  constructor(tenant: Tenant) {
    this.#tenant = tenant
  }

  get eventCount(): number {
    return [...this.shards.values()].reduce((sum, { eventKeys }) => sum + eventKeys.size, 0)
  }

  get eventKeys(): string[] {
    return [...this.shards.values()].flatMap(({ eventKeys }) => [...eventKeys])
  }

  /** Texts that tell of the person wherever they stand, in lower case. */
  get texts(): string[] {
    return [...this.#texts]
  }

  add(entry: TimelineEntry, event: CanonicalEvent): void {
    const shard = placeEvent(this.#tenant, entry.eventKey)
    const ofShard = this.shards.get(shard) ?? { eventKeys: new Set(), days: new Set() }
    this.shards.set(shard, ofShard)
    ofShard.eventKeys.add(entry.eventKey)
    ofShard.days.add(dayOfReceipt(event.receivedAt))
    const order = orderKeyOf(event)
    if (order !== null) this.orderKeys.add(order)
    for (const key of entry.keys) this.keys.add(key)

    const own = new Set(ownKeys(entry).filter((key) => isPersonal(key) || isDevice(key)))
    for (const key of own) {
      const identifier = parseIdentifierKey(key)
      this.#tell(identifier?.value)
      if (identifier?.type === 'email') this.emails.add(identifier.value)
    }
    // As it was written, which may differ from the form that identity compares.
    const policy = { defaultCountry: this.#tenant.country, ownPhones: this.#tenant.ownPhones }
    for (const identifier of event.identifiers) {
      const [usable] = usableIdentifiers([identifier], policy)
      if (usable !== undefined && own.has(identifierKey(usable))) this.#tell(identifier.value)
    }
    const phone = isImported(entry.eventKey) ? textOf(event.traits?.phone) : undefined
    if (phone !== undefined && this.#isTheirs(phone, entry, event)) this.#tell(phone)
    if (event.id.length >= shortestTelling) this.#texts.add(JSON.stringify(event.id).toLowerCase())
    this.#texts.add(`named ${entry.eventKey} with`.toLowerCase())
  }

  /**
   * Whether a number that a file has is the person's own. It is by what the row makes of it, which may be another number than
   * the shop's country does; one that is none anywhere names nobody, and is the person's trait.
   */
  #isTheirs(phone: string, entry: TimelineEntry, event: CanonicalEvent): boolean {
    const isPhone = (key: IdentifierKey) => identifierType(key) === 'phone'
    if (entry.keys.some(isPhone)) return ownKeys(entry).some(isPhone)
    const { country, ownPhones } = this.#tenant
    const digits = phone.match(/\p{Nd}/gu) ?? []
    // By the rule of cards, which knows zeros, one digit over and over, and counting.
    if (digits.length < shortestNumber || isBlockedIdentifier('loyalty_id', phone, ownPhones)) return false
    const read = event.identifiers.find(({ type }) => type === 'phone')?.value ?? phone
    const number = normalisePhone(read, country)
    return number === undefined || !isBlockedIdentifier('phone', number, ownPhones)
  }

  #tell(text = ''): void {
    if (text.length >= shortestTelling) this.#texts.add(text.toLowerCase())
  }
}
