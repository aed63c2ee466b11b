import { setTimeout as sleep } from 'node:timers/promises'
import { drawInt } from '#tests/support/drawing.ts'
import type { FaultSuite } from './fault-suite.ts'
import { type LoadCounts, sendLoad } from './load.ts'

const maxUpMs = 1_200

export interface RandomKills extends LoadCounts {
  readonly killCount: number
}

/** Kills workerd at random moments while load comes in, `killCount` times spread over `eventCount` events or more. */
export async function killAtRandom(
  suite: FaultSuite,
  killCount: number,
  eventCount: number,
  eventsPerCall: number,
): Promise<RandomKills> {
  const { platform, accepted, random } = suite
  await platform.restart({})
  const before = accepted.events.length
  let isLoading = true
  const kill = async () => {
    for (let kills = 1; kills <= killCount; kills += 1) {
      await sleep(drawInt(random, 50, maxUpMs))
      while (isLoading && accepted.events.length - before < ((kills - 1) * eventCount) / killCount) {
        await sleep(10)
      }
      await platform.killAndStart()
    }
  }
  const load = sendLoad(suite, eventCount, eventsPerCall).finally(() => {
    isLoading = false
  })
  const [counts] = await Promise.all([load, kill()])
  return { ...counts, killCount }
}
