import { afterAll, beforeAll, expect, it } from 'vitest'
import { hash53 } from '#shared/kernel/hash.ts'
import { failCalls } from './platform/fail-calls.ts'
import { FaultSuite } from './platform/fault-suite.ts'
import { killAtRandom } from './platform/kill-at-random.ts'
import { killAtSteps, type StepMoment } from './platform/kill-at-steps.ts'

const seed = Number(process.env.PATRON_SEED ?? Date.now() % 1_000_000)
let suite: FaultSuite

beforeAll(async () => {
  suite = await FaultSuite.start(seed)
})
afterAll(async () => {
  await suite?.remove()
})

/**
 * A small part of `npm run faults`. After a call nothing differs from before the next one, so half of the moments do; of
 * those each run draws a third by its seed, and as many with any seed.
 */
function aThird(steps: RegExp): (moments: readonly StepMoment[]) => StepMoment[] {
  const lot = ({ step, occurrence }: StepMoment) => hash53(`${step} ${occurrence}`, seed)
  return (moments) => {
    const all = moments.filter(({ step }) => steps.test(step))
    return all.sort((left, right) => lot(left) - lot(right)).slice(0, Math.ceil(all.length / 3))
  }
}

it(`loses nothing and counts nothing twice, whatever dies or fails (PATRON_SEED=${seed})`, async () => {
  const afterChange = aThird(/^(?:CUSTOMER|DB).*:after$/)
  const merge = await killAtSteps(suite, 'merge', afterChange)
  const undo = await killAtSteps(suite, 'undo of a merge', afterChange)
  const erasure = await killAtSteps(suite, 'erasure', aThird(/^(?:CUSTOMER|ARCHIVE\.put).*:after$/))
  expect(merge.killCount + undo.killCount + erasure.killCount).toBeGreaterThan(0)

  const failed = await failCalls(suite, 300, 50)
  expect(failed.failureCount).toBeGreaterThan(0)
  const killed = await killAtRandom(suite, 2, 300, 50)
  expect(killed.eventCount).toBeGreaterThanOrEqual(300)
  await suite.check()
  expect(suite.differences).toEqual([])
}, 600_000)
