import { seededRandom } from '#shared/kernel/random.ts'
import { drawInt } from '#tests/support/drawing.ts'
import { checkPlatform } from '../check/check-platform.ts'
import { AcceptedShop } from '../shop/accepted-shop.ts'
import { decisionStories, tell } from '../shop/decision-stories.ts'
import { EventDraw } from '../shop/draw-events.ts'
import { accept, type Teller } from '../shop/story-acts.ts'
import { MemoryShop } from './memory-shop.ts'

/**
 * A shop's history out of a seed: every decision story, in turns, on a platform whose calls fail, whose messages get
 * lost and come twice, and which crashes now and then. Returns what the checker finds once everything is settled.
 */
export async function simulateShop(seed: number, faultRate: number, patience?: number): Promise<string[]> {
  const random = seededRandom(seed)
  let rate = faultRate
  const shop: MemoryShop = new MemoryShop({
    random,
    lossRate: faultRate,
    ...(patience !== undefined && { patience }),
    tenant: { logShardCount: drawInt(random, 1, 3), customerCellCount: drawInt(random, 0, 3) },
    onStep: async (name) => {
      // Mostly a few turns; now and then so many that somebody else does all of the work meanwhile.
      const maxTurns = random() < (/^(?:ingest|project):before/.test(name) ? 0.1 : 0.01) ? 3_000 : 3
      for (let turns = drawInt(random, 0, maxTurns); turns > 0; turns -= 1) await null
      const fate = random()
      if (fate < rate) throw new Error(`${name} was made to fail`)
      if (fate > 1 - rate / 10) {
        shop.crash()
        await new Promise(() => {})
      }
    },
  })
  const accepted = new AcceptedShop()
  const teller: Teller = { shop, accepted, random, draw: new EventDraw(random, 'event') }
  const troubles: string[] = []
  const note = (error: unknown) => troubles.push(String(error))
  await Promise.all(decisionStories.map((story) => tell(teller, story).catch(note)))
  await Promise.all([finale(teller), finale(teller), finale(teller)]).catch(note)
  rate = 0
  await shop.settled().catch(note)
  return [...checkPlatform(accepted, shop.contents()), ...troubles]
}

/** One more event of everybody: told three times at once, each customer has three that may overtake each other. */
async function finale(teller: Teller): Promise<void> {
  await accept(
    teller,
    teller.accepted.people.flatMap((person) => teller.draw.events(person, 1)),
  )
}
