import { describe, expect, it } from 'vitest'
import { expectedGroups } from '#tests/support/expected-groups.ts'
import { expectedPlatform } from '#tests/support/expected-platform.ts'
import { foundPlatform } from '#tests/support/found-platform.ts'
import { simulateIngest } from '#tests/support/simulate-ingest.ts'

const firstSeed = 20261121
const historyCount = Number(process.env.PATRON_HISTORIES ?? 1_000)

describe('the way from the log to D1', () => {
  it(`ends in what a slow recomputation says, whatever fails, repeats or overtakes (${historyCount} seeds from ${firstSeed})`, async () => {
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) {
      const simulation = await simulateIngest(seed)
      const found = foundPlatform(simulation.platform)
      const groups = expectedGroups(simulation, found)
      const expected = expectedPlatform(simulation.sent, groups, simulation.badLineCount)
      expect(found, `seed ${seed}`).toEqual(expected)
      simulation.platform.close()
    }
  }, 180_000)
})
