import { parse } from 'csv-parse/sync'
import { isPossiblePhoneNumber } from 'libphonenumber-js/min'
import { describe, expect, it } from 'vitest'
import { type DemoShop, generateDemoShop } from '#scripts/demo-shop/generate-demo-shop.ts'
import type { TruePerson } from '#scripts/demo-shop/truth.ts'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'

describe.each([
  { seed: 7, end: '2026-11-21T11:30:00Z' },
  { seed: 1, end: '2026-02-04T05:07:00Z' },
  { seed: 19, end: '2026-08-22T23:07:00Z' },
])('who is who in the demo shop of seed $seed that ends $end', ({ seed, end }) => {
  const shop = generateDemoShop({ seed, nowMs: Date.parse(end) })
  const { people } = shop.truth
  const peopleById = new Map(people.map((person) => [person.personId, person]))

  it('gives nobody an identifier of somebody else, but for the browser of a couple and the e-mail of a family account', () => {
    const owners = new Map<string, string[]>()
    for (const { personId, identifiers, mistyped } of people) {
      for (const identifier of [...identifiers, ...mistyped]) {
        owners.set(identifier, [...(owners.get(identifier) ?? []), personId])
      }
    }
    const shared = [...owners].filter(([, personIds]) => personIds.length > 1)
    for (const [identifier, [first, second, ...more]] of shared) {
      expect(identifier).toMatch(/^(cookie_id|email):/)
      expect(more).toEqual([])
      const { sharesDeviceWith, sharesEmailWith } = peopleById.get(second ?? '') ?? {}
      expect(identifier.startsWith('email:') ? sharesEmailWith : sharesDeviceWith).toBe(first)
    }
    const browsers = shared.filter(([identifier]) => identifier.startsWith('cookie_id:'))
    expect((browsers.length * 2) / people.length).toBeGreaterThan(0.01)
    expect((browsers.length * 2) / people.length).toBeLessThan(0.03)
    expect(shared.length - browsers.length).toBe(2)
  })

  it('uses e-mail addresses that reach nobody and possible phone numbers from the fictional ranges', () => {
    const all = people.flatMap((person) => [...person.identifiers, ...person.mistyped])
    const emails = all.filter((identifier) => identifier.startsWith('email:'))
    const phones = all.filter((identifier) => identifier.startsWith('phone:'))
    expect(emails.length).toBeGreaterThan(900)
    expect(phones.length).toBeGreaterThan(900)
    const published = `email:${demoCredentials.customer.email}`
    expect(emails).toContain(published)
    for (const email of emails.filter((each) => each !== published)) {
      expect(email).toMatch(/^email:[a-z][a-z.0-9]*@(example\.(com|org|net)|(mail|post|inbox)\.example)$/)
    }
    for (const phone of phones) {
      expect(phone).toMatch(/^phone:\+44(7700900|\d{3}49[68]0|2079460|2920180|2896496|1632960)\d{3}$/)
      expect(isPossiblePhoneNumber(phone.slice('phone:'.length))).toBe(true)
    }
  })

  it('leads from each identifier of a person to all the others, but not between two registrations', () => {
    const graph = new Components()
    for (const { identifiers } of allMessages(shop)) graph.join(identifiers)
    for (const { identifiers, personId, isRegisteredTwice } of people) {
      const roots = new Set(identifiers.map((identifier) => graph.rootOf(identifier)))
      const expected = identifiers.length === 0 ? 0 : isRegisteredTwice ? 2 : 1
      expect([personId, roots.size]).toEqual([personId, expected])
    }
    expect(people.filter((person) => person.isRegisteredTwice)).toHaveLength(40)
  })

  it('keeps people apart who share neither browser nor e-mail', () => {
    const graph = new Components()
    for (const { identifiers } of allMessages(shop)) graph.join(identifiers)
    const withOf = ({ sharesDeviceWith, sharesEmailWith }: TruePerson) => sharesDeviceWith ?? sharesEmailWith
    const sharers = new Set(people.flatMap((person) => withOf(person) ?? []))
    const alone = people.filter(
      (person) =>
        person.identifiers.length > 0 && withOf(person) === undefined && !sharers.has(person.personId),
    )
    const rootsOf = ({ identifiers }: TruePerson) => [...new Set(identifiers.map((one) => graph.rootOf(one)))]
    const roots = alone.flatMap(rootsOf)
    expect(new Set(roots).size).toBe(roots.length)
  })

  it('has pairs of people who look alike and share no identifier, and tells each of its stories once', () => {
    const { lookAlikes, stories } = shop.truth
    expect(lookAlikes.map(({ kind }) => kind).sort()).toEqual([
      ...['namesakes', 'namesakes', 'parent-and-child', 'parent-and-child', 'twins', 'twins'],
    ])
    for (const { personIds } of lookAlikes) {
      const [left, right] = personIds.map((personId) => peopleById.get(personId)?.identifiers ?? [])
      expect(left?.length).toBeGreaterThan(2)
      expect(right?.length).toBeGreaterThan(2)
      expect(left?.filter((identifier) => right?.includes(identifier))).toEqual([])
    }
    const players = stories.map(({ kind, personIds }) => [kind, personIds.length])
    expect(Object.fromEntries(players)).toEqual({
      'shared-tablet': 12,
      'shop-phone': 8,
      'four-in-one': 4,
      'second-account': 1,
    })
    const personIds = stories.flatMap((story) => story.personIds)
    expect(new Set(personIds).size).toBe(personIds.length)
    for (const { kind, identifier, personIds } of stories) {
      const owner = people.find(({ identifiers }) => identifiers.includes(identifier))?.personId
      const isSomebodys = kind === 'four-in-one' || kind === 'second-account'
      expect([kind, owner]).toEqual([kind, isSomebodys ? personIds[0] : undefined])
    }
  })

  it('meets more than three separate customers in one record once, sent in the order of time', () => {
    const graph = new Components()
    const counts: number[] = []
    for (const { identifiers, ofOthers } of allMessages(shop)) {
      const carried = [...identifiers, ...ofOthers]
      counts.push(new Set(carried.filter((one) => graph.knows(one)).map((one) => graph.rootOf(one))).size)
      graph.join(identifiers)
    }
    expect(counts.filter((count) => count > 3)).toEqual([4])
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

/** All that is sent, the history first: the identifiers each record really carries, those of somebody else beside. */
function* allMessages(
  shop: DemoShop,
): Generator<{ identifiers: readonly string[]; ofOthers: readonly string[] }> {
  const rows = parse(shop.historyFile, { columns: true }) as Record<string, string>[]
  for (const row of rows.slice(0, -shop.blemishes.rows.length)) {
    const phone = row.Phone?.replace(/^0/, '+44').replace(' ', '')
    const named = [
      ['external_id', row['Customer Number']],
      ['email', row.Email],
      ['phone', phone],
      ['loyalty_id', row['Loyalty Card']],
    ]
    const identifiers = named.filter(([, value]) => value).map(([type, value]) => `${type}:${value}`)
    yield { identifiers, ofOthers: [] }
  }
  for (const { identifiers, ofOthers } of shop.live) {
    yield { identifiers: identifiers.filter((one) => !ofOthers.includes(one)), ofOthers }
  }
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
