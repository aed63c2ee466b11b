import { describe, expect, it } from 'vitest'
import { rebuildCustomer } from '#shared/customers/rebuild-customer.ts'
import { eventKey } from '#shared/events/event.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import { connectedEvents, expectedPlaces } from '#tests/support/expected-places.ts'
import { expectedPlatform } from '#tests/support/expected-platform.ts'
import { foundPlatform, heldEvents } from '#tests/support/found-platform.ts'
import { platformContradictions } from '#tests/support/platform-contradictions.ts'
import { simulateUndo } from '#tests/support/simulate-undo.ts'

const firstSeed = Number(process.env.PATRON_SEED ?? 20261121)
const historyCount = Number(process.env.PATRON_HISTORIES ?? 25)

/** Which of all these are together, whatever the customer is called. */
function partition(holders: Iterable<readonly [key: string, label: string]>): string[][] {
  return [...Map.groupBy(holders, ([, label]) => label).values()]
    .map((together) => together.map(([key]) => key).sort())
    .sort(([left = ''], [right = '']) => (left < right ? -1 : 1))
}

describe('the undo of an import', () => {
  it(`leaves what there would be had the import never been sent (${historyCount} seeds from ${firstSeed})`, async () => {
    let undoCount = 0
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) {
      const simulation = await simulateUndo(seed, true)
      const { platform, told: sent } = simulation
      undoCount += simulation.undoCount
      expect(platformContradictions(platform), `seed ${seed}`).toEqual([])

      const held = heldEvents(platform)
      const holders = [...held].map(([key, { customerId }]) => [key, customerId] as const)
      expect(partition(holders), `seed ${seed}`).toEqual(partition(connectedEvents(sent)))
      const places = expectedPlaces({ platform, sent }, held)
      const { counts: _, ...found } = foundPlatform(platform)
      const { counts: __, ...expected } = expectedPlatform(sent, places, 0)
      expect(found, `seed ${seed}`).toEqual(expected)

      for (const [customerId, placed] of Map.groupBy(places, ([, { group }]) => group)) {
        const events = placed.flatMap(([key, { ownKeys, homeId }]) => {
          const event = sent.get(key)
          return event === undefined ? [] : [{ eventKey: eventKey(event), keys: ownKeys, homeId, event }]
        })
        const stored = platform.customers(placeCustomer(platform.tenant, customerId)).find(customerId)
        expect(JSON.parse(stored?.state ?? 'null'), `seed ${seed}`).toEqual(rebuildCustomer(events).state)
      }
      platform.close()
    }
    expect(undoCount).toBeGreaterThanOrEqual(historyCount / 2)
  }, 300_000)

  it(`takes its events away whatever people, and the rules that keep customers apart, decided (${historyCount} seeds from ${firstSeed})`, async () => {
    let undoCount = 0
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) {
      const { platform, told: sent, ...simulation } = await simulateUndo(seed, false)
      undoCount += simulation.undoCount
      expect(platformContradictions(platform), `seed ${seed}`).toEqual([])
      const held = heldEvents(platform)
      const places = expectedPlaces({ platform, sent }, held)
      expect([...held].map(([key, { customerId }]) => [key, customerId]).sort(), `seed ${seed}`).toEqual(
        [...places].map(([key, { group }]) => [key, group]).sort(),
      )
      const { counts: _, ...found } = foundPlatform(platform)
      const { counts: __, ...expected } = expectedPlatform(sent, places, 0)
      expect(found, `seed ${seed}`).toEqual(expected)
      platform.close()
    }
    expect(undoCount).toBeGreaterThanOrEqual(historyCount / 2)
  }, 300_000)
})
