import { parse } from 'csv-parse/sync'
import { isPossiblePhoneNumber } from 'libphonenumber-js/min'
import { describe, expect, it } from 'vitest'
import { type DemoShop, generateDemoShop } from '#scripts/demo-shop/generate-demo-shop.ts'

describe.each([
  { seed: 7, end: '2026-11-21T11:30:00Z' },
  { seed: 1, end: '2026-02-04T05:07:00Z' },
  { seed: 19, end: '2026-08-22T23:07:00Z' },
])('who is who in the demo shop of seed $seed that ends $end', ({ seed, end }) => {
  const shop = generateDemoShop({ seed, nowMs: Date.parse(end) })
  const { people } = shop.truth
  const peopleById = new Map(people.map((person) => [person.personId, person]))

  it('gives nobody an identifier of somebody else, but for the browser that two share', () => {
    const owners = new Map<string, string[]>()
    for (const { personId, identifiers, mistyped } of people) {
      for (const identifier of [...identifiers, ...mistyped]) {
        owners.set(identifier, [...(owners.get(identifier) ?? []), personId])
      }
    }
    const shared = [...owners].filter(([, personIds]) => personIds.length > 1)
    for (const [identifier, [first, second, ...more]] of shared) {
      expect(identifier).toMatch(/^cookie_id:/)
      expect(more).toEqual([])
      expect(peopleById.get(second ?? '')?.sharesDeviceWith).toBe(first)
    }
    expect((shared.length * 2) / people.length).toBeGreaterThan(0.01)
    expect((shared.length * 2) / people.length).toBeLessThan(0.03)
  })

  it('uses e-mail addresses that reach nobody and possible phone numbers from the fictional ranges', () => {
    const all = people.flatMap((person) => [...person.identifiers, ...person.mistyped])
    const emails = all.filter((identifier) => identifier.startsWith('email:'))
    const phones = all.filter((identifier) => identifier.startsWith('phone:'))
    expect(emails.length).toBeGreaterThan(900)
    expect(phones.length).toBeGreaterThan(900)
    for (const email of emails) {
      expect(email).toMatch(/^email:[a-z][a-z.0-9]*@(example\.(com|org|net)|(mail|post|inbox)\.example)$/)
    }
    for (const phone of phones) {
      expect(phone).toMatch(/^phone:\+44(7700900|\d{3}49[68]0|2079460|2920180|2896496|1632960)\d{3}$/)
      expect(isPossiblePhoneNumber(phone.slice('phone:'.length))).toBe(true)
    }
  })

  it('leads from each identifier of a person to all the others, through records that carry both', () => {
    const graph = new Components()
    for (const { identifiers } of allMessages(shop)) graph.join(identifiers)
    for (const { identifiers, personId } of people) {
      const roots = new Set(identifiers.map((identifier) => graph.rootOf(identifier)))
      expect([personId, roots.size]).toEqual([personId, identifiers.length === 0 ? 0 : 1])
    }
  })

  it('keeps people apart who share no browser', () => {
    const graph = new Components()
    for (const { identifiers } of allMessages(shop)) graph.join(identifiers)
    const sharers = new Set(people.flatMap((person) => person.sharesDeviceWith ?? []))
    const alone = people.filter(
      (person) =>
        person.identifiers.length > 0 &&
        person.sharesDeviceWith === undefined &&
        !sharers.has(person.personId),
    )
    const roots = new Set(alone.map((person) => graph.rootOf(person.identifiers[0] ?? '')))
    expect(roots.size).toBe(alone.length)
  })

  it('never meets more than three separate customers in one record, sent in the order of time', () => {
    const graph = new Components()
    for (const { identifiers } of allMessages(shop)) {
      const met = new Set(identifiers.filter((one) => graph.knows(one)).map((one) => graph.rootOf(one)))
      expect(met.size).toBeLessThanOrEqual(3)
      graph.join(identifiers)
    }
  })

  it('has people known by several channels and identifiers, and a few slips of the finger', () => {
    const channelsOf = people.map((person) => new Set(person.orders.map((order) => order.channel)).size)
    expect(channelsOf.filter((count) => count > 1).length).toBeGreaterThan(150)
    expect(people.filter((person) => person.identifiers.length >= 5).length).toBeGreaterThan(300)
    const slipped = people.filter((person) => person.mistyped.length > 0).length
    expect(slipped).toBeGreaterThan(4)
    expect(slipped).toBeLessThan(60)
  })
})

/** All that is sent, the history first, with the identifiers each record really carries. */
function* allMessages(shop: DemoShop): Generator<{ identifiers: readonly string[] }> {
  const rows = parse(shop.historyFile, { columns: true }) as Record<string, string>[]
  for (const row of rows.slice(0, -shop.blemishes.rows.length)) {
    const phone = row.Phone?.replace(/^0/, '+44').replace(' ', '')
    const named = [
      ['external_id', row['Customer Number']],
      ['email', row.Email],
      ['phone', phone],
      ['loyalty_id', row['Loyalty Card']],
    ]
    yield { identifiers: named.filter(([, value]) => value).map(([type, value]) => `${type}:${value}`) }
  }
  for (const { identifiers } of shop.live) yield { identifiers }
}

/** Connected components by repeated relabelling: slow, and too plain to be wrong in the same way as a clever one. */
class Components {
  readonly #labels = new Map<string, number>()
  readonly #members = new Map<number, string[]>()
  #next = 0

  knows(identifier: string): boolean {
    return this.#labels.has(identifier)
  }

  rootOf(identifier: string): number | undefined {
    return this.#labels.get(identifier)
  }

  join(identifiers: readonly string[]): void {
    const label = this.#next++
    const members = new Set(identifiers)
    for (const identifier of identifiers) {
      const old = this.#labels.get(identifier)
      for (const member of old === undefined ? [] : (this.#members.get(old) ?? [])) members.add(member)
    }
    for (const member of members) this.#labels.set(member, label)
    this.#members.set(label, [...members])
  }
}
