import { afterAll, beforeAll, expect, it } from 'vitest'
import { hash53 } from '#shared/kernel/hash.ts'
import { failCalls } from './platform/fail-calls.ts'
import { FaultSuite } from './platform/fault-suite.ts'
import { killAtRandom } from './platform/kill-at-random.ts'
import { killAtSteps } from './platform/kill-at-steps.ts'

const seed = Number(process.env.PATRON_SEED ?? Date.now() % 1_000_000)
let suite: FaultSuite

beforeAll(async () => {
  suite = await FaultSuite.start(seed)
})
afterAll(async () => {
  await suite?.remove()
})

/**
 * A small part of `npm run faults`. After a call nothing differs from before the next one, so half of the steps do; of those
 * each run draws a third by its seed.
 */
const isDrawn = (step: string) => hash53(step, seed) % 3 === 0
const isAfterChange = (step: string) => /^(?:CUSTOMER|DB).*:after$/.test(step) && isDrawn(step)

it(`loses nothing and counts nothing twice, whatever dies or fails (PATRON_SEED=${seed})`, async () => {
  const merge = await killAtSteps(suite, 'merge', isAfterChange)
  const undo = await killAtSteps(suite, 'undo of a merge', isAfterChange)
  const erasure = await killAtSteps(
    suite,
    'erasure',
    (step) => /^(?:CUSTOMER|ARCHIVE.put).*:after$/.test(step) && isDrawn(step),
  )
  expect(merge.killCount + undo.killCount + erasure.killCount).toBeGreaterThan(0)

  const failed = await failCalls(suite, 300, 50)
  expect(failed.failureCount).toBeGreaterThan(0)
  const killed = await killAtRandom(suite, 2, 300, 50)
  expect(killed.eventCount).toBeGreaterThanOrEqual(300)
  await suite.check()
  expect(suite.differences).toEqual([])
}, 240_000)
