import { type DecisionStory, decisionStories } from '../shop/decision-stories.ts'
import type { FaultSuite } from './fault-suite.ts'

/** A moment in the carrying out of a decision: the n-th time that a step is come to, counted from 1. */
export interface StepMoment {
  readonly step: string
  readonly occurrence: number
}

export interface StepKills {
  readonly story: string
  readonly killCount: number
  /** Moments that did not come again: how often some steps are taken depends on who is quicker. */
  readonly missedCount: number
}

/** The harness itself asks for these, to see whether all is settled. */
const stepsOfHarness = /^EVENT_LOG\.counts/

/**
 * Finds out by which steps a decision is carried out, then kills workerd at each of them, every time in another story of
 * the same kind, and has it finish what it had begun. Which of them are tried is for `choose` to say: all, unless told.
 */
export async function killAtSteps(
  suite: FaultSuite,
  storyName: string,
  choose: (moments: readonly StepMoment[]) => readonly StepMoment[] = (moments) => moments,
): Promise<StepKills> {
  const story = decisionStories.find(({ name }) => name === storyName)
  if (story === undefined) throw new Error(`there is no story "${storyName}"`)
  const { platform, shop, steps } = suite
  await platform.restart({ stepsUrl: steps.url })
  const moments = choose(await rehearse(suite, story))
  const tellings = await Promise.all(
    moments.map(async (moment) => {
      const teller = suite.newTeller()
      return { moment, teller, cast: await story.prepare(teller) }
    }),
  )
  await shop.settled()
  let killCount = 0
  for (const { moment, teller, cast } of tellings) {
    const restarted = killAt(suite, moment)
    await story.decide(teller, cast)
    await shop.settled()
    steps.onStep = () => 'go'
    if (await restarted()) killCount += 1
    await story.after(teller, cast)
  }
  return { story: storyName, killCount, missedCount: moments.length - killCount }
}

/** Tells a story once without any fault, and notes the steps of its decision. */
async function rehearse(suite: FaultSuite, story: DecisionStory): Promise<StepMoment[]> {
  const { shop, steps } = suite
  const teller = suite.newTeller()
  const cast = await story.prepare(teller)
  await shop.settled()
  const moments: StepMoment[] = []
  const counts = new Map<string, number>()
  steps.onStep = (step) => {
    const occurrence = (counts.get(step) ?? 0) + 1
    counts.set(step, occurrence)
    if (!stepsOfHarness.test(step)) moments.push({ step, occurrence })
    return 'go'
  }
  await story.decide(teller, cast)
  await shop.settled()
  steps.onStep = () => 'go'
  await story.after(teller, cast)
  return moments
}

/** Kills and starts again when the moment comes. The function returned tells, once it runs again, whether it came. */
function killAt({ platform, steps }: FaultSuite, { step, occurrence }: StepMoment): () => Promise<boolean> {
  let count = 0
  let restart: Promise<void> | undefined
  steps.onStep = (reached) => {
    if (restart !== undefined || reached !== step) return 'go'
    count += 1
    if (count < occurrence) return 'go'
    restart = platform.killAndStart()
    return 'silence'
  }
  return async () => {
    await restart
    return restart !== undefined
  }
}
