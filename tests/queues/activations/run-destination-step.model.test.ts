import { expect, it } from 'vitest'
import { runDestinationStep } from '#queues/activations/run-destination-step.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import type { VendorCall, VendorResponse } from '#shared/sources/backfill.ts'
import { FakeHubspot } from '#tests/support/fake-hubspot.ts'
import { personState } from '#tests/support/person-state.ts'
import { DestinationWorld, plainRules } from './destination-world.ts'

interface Known {
  readonly email: string | undefined
  readonly firstName: string
  readonly marketing: boolean | undefined
}

/** A shop's customers as the test knows them, and HubSpot, with everything that can go wrong between them. */
class RandomHistory {
  readonly hubspot = new FakeHubspot()
  readonly people = new Map<string, Known>()
  readonly erasedEmails = new Set<string>()
  readonly world: DestinationWorld
  /** What was sent of people who had refused, or were forgotten. */
  readonly wronglySent: string[] = []
  isFaulty = true
  /** What was taken and not noted is found again at once, before the customer changes. */
  #isVendorUp = false
  readonly #random: () => number
  #customerCount = 0
  #emailCount = 0

  constructor(seed: number) {
    this.#random = seededRandom(seed)
    const call: VendorCall = async (request) => this.#answer(request.path, request.body ?? '')
    this.world = new DestinationWorld(call)
    this.world.recordsPerCall = 3
    this.world.rules = { ...plainRules, fields: plainRules.fields.slice(0, 2), constants: {} }
    this.world.mayBreak = () => {
      if (this.isFaulty && this.#random() < 0.1) throw new Error('crash')
    }
  }

  draw(limit: number): number {
    return Math.floor(this.#random() * limit)
  }

  /** Something happens to somebody. */
  happen(): void {
    const ids = [...this.people.keys()]
    const id = ids[this.draw(ids.length)]
    const chance = this.#random()
    if (id === undefined || chance < 0.35) {
      this.#customerCount += 1
      const name = String(this.#customerCount).padStart(4, '0')
      this.#change(`cus_${String(this.draw(1000)).padStart(3, '0')}_${name}`, this.#newPerson())
    } else if (chance < 0.7) {
      this.#change(id, this.#newPerson(this.people.get(id)))
    } else if (chance < 0.85) {
      const other = ids[this.draw(ids.length)] ?? id
      if (other === id) return
      const [kept, lost] = [this.people.get(id), this.people.get(other)]
      const merged = { ...this.#newPerson(kept), email: kept?.email ?? lost?.email }
      this.people.delete(other)
      this.people.set(id, merged)
      this.world.merge(other, id, personState(stated(merged)))
    } else {
      this.people.delete(id)
      this.world.erase(id)
    }
  }

  /** Whose address HubSpot refused has another one now; until then the contact was left as it was. */
  mendAddresses(): void {
    for (const [id, person] of this.people) {
      const email = person.email?.replace(/^p(.*)\.invalid$/, 'm$1.example')
      if (email !== person.email) this.#change(id, { ...person, email })
    }
  }

  /** Does the message that is next, until it is done: a queue gives one that broke again within seconds. */
  async doNext(): Promise<void> {
    const { messages, ports } = this.world
    const next = messages.splice(this.draw(messages.length), 1)[0]
    if (next === undefined) return
    if (this.isFaulty && this.#random() < 0.1) messages.push(next)
    this.world.nowMs = Math.max(this.world.nowMs, next.atMs)
    for (this.#isVendorUp = false; ; this.#isVendorUp = true) {
      try {
        const outcome = await runDestinationStep(next.message, ports)
        // What the queue gives up, the minute's schedule sends again.
        if (outcome.kind === 'retry') messages.push(next)
        return
      } catch (error) {
        if (String(error) !== 'Error: crash') throw error
      }
    }
  }

  #answer(path: string, body: string): VendorResponse {
    if (this.isFaulty && !this.#isVendorUp && this.#random() < 0.25) {
      const chance = this.#random()
      if (chance < 0.3) throw new Error('crash')
      return { status: chance < 0.65 ? 429 : 503, headers: new Map(), body: '' }
    }
    const sent = new Set((body.match(/[a-z0-9]+@shop\.[a-z]+/g) ?? []).map(String))
    const allowed = new Set([...this.people.values()].filter(isToBeSent).map(({ email }) => email))
    this.wronglySent.push(...[...sent].filter((email) => !allowed.has(email)))
    const { status, body: said } = this.hubspot.answer({
      path,
      body,
      headers: { authorization: 'Bearer right' },
    })
    return { status, headers: new Map(), body: JSON.stringify(said) }
  }

  #change(id: string, person: Known): void {
    this.people.set(id, person)
    this.world.put(id, personState(stated(person)))
  }

  #newPerson(before?: Known): Known {
    const chance = this.#random()
    return {
      email: before !== undefined && this.#random() < 0.6 ? before.email : this.#freeEmail(),
      firstName: `name${this.draw(4)}`,
      marketing: chance < 0.3 ? false : chance < 0.6 ? true : undefined,
    }
  }

  /** A new address, or one that nobody has any more. */
  #freeEmail(): string | undefined {
    if (this.#random() < 0.1) return undefined
    const taken = new Set([...this.people.values()].map(({ email }) => email))
    const former = `p${this.draw(this.#emailCount + 1)}@shop.example`
    if (this.#random() < 0.8 && !taken.has(former)) return former
    this.#emailCount += 1
    return `p${this.#emailCount}@shop.${this.#random() < 0.1 ? 'invalid' : 'example'}`
  }
}

function stated({ email, firstName, marketing }: Known) {
  return { firstName, ...(email !== undefined && { email }), ...(marketing !== undefined && { marketing }) }
}

function isToBeSent({ email, marketing }: Known): boolean {
  return email !== undefined && marketing !== false
}

it('brings HubSpot to what the customers are, whatever breaks on the way, and sends nobody who refused', async () => {
  let faultCount = 0
  for (let seed = 1; seed <= 60; seed += 1) {
    const history = new RandomHistory(seed)
    const { world, hubspot } = history
    for (let step = 0; step < 80; step += 1) {
      if (history.draw(2) === 0) history.happen()
      else if (world.messages.length > 0) await history.doNext()
      else world.start()
    }
    history.isFaulty = false
    while (world.messages.length > 0) await history.doNext()
    faultCount += world.database.all("select 1 from destination_run where state = 'failed'").length
    history.mendAddresses()
    // One that has to wait for another to give up an address is taken the next time.
    for (let run = 0; run < 3; run += 1) await world.sync()

    const expected = [...history.people.values()]
      .filter(isToBeSent)
      .map(({ email, firstName }) => ({ email, firstname: firstName }))
    const found = [...hubspot.contacts.values()].map(({ properties }) => properties)
    const byEmail = (left: { email?: string | undefined }, right: { email?: string | undefined }) =>
      (left.email ?? '') < (right.email ?? '') ? -1 : 1
    expect([seed, found.sort(byEmail)]).toEqual([seed, expected.sort(byEmail)])
    expect([seed, history.wronglySent]).toEqual([seed, []])
    const known = new Set(history.people.keys())
    const forgotten = world
      .ledger()
      .filter(({ customer_id, state }) => state === 'erased' && !known.has(String(customer_id)))
    expect([seed, forgotten]).toEqual([seed, []])
    world.database.close()
  }
  expect(faultCount).toBeLessThan(60)
})
