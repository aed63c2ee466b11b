import { expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { checkPlatform } from '../check/check-platform.ts'
import { AcceptedShop } from '../shop/accepted-shop.ts'
import { type DecisionStory, decisionStories } from '../shop/decision-stories.ts'
import { EventDraw } from '../shop/draw-events.ts'
import type { Teller } from '../shop/story-acts.ts'
import { MemoryShop } from './memory-shop.ts'

type Fault = 'throw' | 'crash'

/**
 * Tells a story on a platform of its own, with a fault at one step of its decision (counted from 0). Returns how many
 * steps there were in all, and what the checker found.
 */
async function tellWithFault(
  story: DecisionStory,
  faultAt: number,
  fault: Fault,
): Promise<{ stepCount: number; differences: string[] }> {
  let isDeciding = false
  let stepCount = 0
  const random = seededRandom(20261121)
  const shop: MemoryShop = new MemoryShop({
    random,
    onStep: async () => {
      if (!isDeciding) return
      stepCount += 1
      if (stepCount - 1 !== faultAt) return
      if (fault === 'throw') throw new Error('made to fail')
      shop.crash()
      await new Promise(() => {})
    },
  })
  const accepted = new AcceptedShop()
  const teller: Teller = { shop, accepted, random, draw: new EventDraw(random, 'event') }
  const cast = await story.prepare(teller)
  await shop.settled()
  isDeciding = true
  await story.decide(teller, cast)
  await shop.settled()
  isDeciding = false
  await story.after(teller, cast)
  await shop.settled()
  const differences = checkPlatform(accepted, shop.contents())
  shop.close()
  return { stepCount, differences }
}

/** Every step fails, or ends everything: they take turns. PATRON_EVERY_STEP=1 tries both at each. */
function faultsAt(step: number): readonly Fault[] {
  if (process.env.PATRON_EVERY_STEP === '1') return ['throw', 'crash']
  return [step % 2 === 0 ? 'throw' : 'crash']
}

it.each(decisionStories)(
  '$name comes out right whichever step fails, or is the last before a crash',
  async (story) => {
    const { stepCount, differences: none } = await tellWithFault(story, -1, 'throw')
    expect(none).toEqual([])
    expect(stepCount).toBeGreaterThan(10)
    for (let faultAt = 0; faultAt < stepCount; faultAt += 1) {
      for (const fault of faultsAt(faultAt)) {
        const { differences } = await tellWithFault(story, faultAt, fault)
        expect(differences, `${fault} at step ${faultAt} of ${stepCount}`).toEqual([])
      }
    }
  },
)
