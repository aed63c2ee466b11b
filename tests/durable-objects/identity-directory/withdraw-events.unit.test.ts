import { beforeEach, describe, expect, it } from 'vitest'
import { withdrawEvents } from '#durable-objects/identity-directory/withdraw-events.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { TestDirectory } from '#tests/support/test-directory.ts'

let directory: TestDirectory
beforeEach(() => {
  directory = new TestDirectory()
  return () => directory.sql.close()
})

/** Takes away the only event of the customer that has the identifier. */
function goneFrom(key: string, eventKey: string) {
  return { customerId: directory.idOf(key), eventKeys: [eventKey], keys: [key], left: [], by: 'owner' }
}

function withdraw(...requests: ReturnType<typeof goneFrom>[]): string[] {
  const outcomes = withdrawEvents(directory.store, requests, defaultIdentityRules, new Map(), 2_000)
  return outcomes.map((outcome) => (outcome.ok ? 'decided' : outcome.failure.kind))
}

describe('the withdrawal of events', () => {
  it('is decided about several customers at once, about each once until it is carried out', () => {
    directory.events('email:a', 'email:b', 'email:c')
    const [a, b, c] = [
      goneFrom('email:a', 'shop:0'),
      goneFrom('email:b', 'shop:1'),
      goneFrom('email:c', 'shop:2'),
    ]
    expect(withdraw(a, b, a)).toEqual(['decided', 'decided', 'unknown-customer'])
    expect(directory.people('email:a', 'email:b', 'email:c')).toBe('email:a email:b | email:c')
    expect(directory.store.openWork().operations).toMatchObject([
      { kind: 'withdraw', customerId: a.customerId },
      { kind: 'withdraw', customerId: b.customerId },
    ])
    expect(withdraw(c)).toEqual(['decided'])
  })

  it('waits for open work about the customer, and for no longer', () => {
    directory.events('email:a')
    const customerId = directory.idOf('email:a')
    // An event with nothing of its own: it just goes, and the customer stays.
    const claim = { eventKey: 'shop:0', occurredAt: 1, keys: ['email:a'] }
    const some = {
      ...{ customerId, eventKeys: ['shop:9'], keys: ['email:a'], by: 'owner' },
      left: [{ claim, homeId: customerId }],
    }
    const decide = () => withdrawEvents(directory.store, [some, some], defaultIdentityRules, new Map(), 2_000)
    const kinds = () => decide().map((outcome) => (outcome.ok ? 'decided' : outcome.failure.kind))
    expect(kinds()).toEqual(['decided', 'operation-open'])
    expect(kinds()).toEqual(['operation-open', 'operation-open'])
    directory.settle()
    expect(kinds()).toEqual(['decided', 'operation-open'])
    directory.settle()
    // A turn that fails leaves nothing open.
    expect(() =>
      directory.store.turn(() => {
        decide()
        throw new Error('broken off')
      }),
    ).toThrow('broken off')
    expect(kinds()).toEqual(['decided', 'operation-open'])
  })

  it('answers the questions that only the events raised, of whichever customer they are', () => {
    directory.events('email:a', 'email:b', 'email:c', 'email:d', 'email:a email:b email:c email:d')
    const [review] = directory.store.reviews.after('', 10)
    expect(review).toMatchObject({ status: 'open', eventKey: 'shop:4' })
    withdraw(goneFrom('email:b', 'shop:1'), {
      ...goneFrom('email:a', 'shop:0'),
      eventKeys: ['shop:0', 'shop:4'],
    })
    expect(directory.store.reviews.find(review?.reviewId ?? '')).toMatchObject({
      status: 'withdrawn',
      eventKey: '',
    })
  })
})
