import { parseArgs } from 'node:util'
import { failCalls } from './platform/fail-calls.ts'
import { FaultSuite } from './platform/fault-suite.ts'
import { killAtRandom } from './platform/kill-at-random.ts'
import { killAtSteps } from './platform/kill-at-steps.ts'
import { decisionStories } from './shop/decision-stories.ts'

const usualStories = ['merge', 'undo of a merge', 'split', 'erasure']

/** `npm run faults`: see docs/how-to/run-the-fault-suite.md. */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '60000' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    story: { type: 'string', multiple: true, default: [...usualStories] },
  },
})
const stories = values.story.includes('all') ? decisionStories.map(({ name }) => name) : values.story
const [seed, eventCount, killCount] = [Number(values.seed), Number(values.events), Number(values.kills)]
const roundCount = 4
/** The share of the load that comes while calls fail; the rest comes while workerd is killed. */
const failingShare = 0.1
const eventsPerCall = eventCount > 200_000 ? 500 : 100

const startedMs = performance.now()
const say = (words: string) =>
  console.log(`${Math.round((performance.now() - startedMs) / 1000)} s: ${words}`)
say(`seed ${seed}`)
const suite = await FaultSuite.start(seed)

for (const name of stories) {
  const { killCount: kills, missedCount } = await killAtSteps(suite, name)
  say(`${name}: killed at ${kills} steps; ${missedCount} did not come again`)
}
await checked('the kills at steps')

const failing = await failCalls(suite, Math.round(eventCount * failingShare), eventsPerCall)
say(
  `${failing.failureCount} calls failed during ${failing.eventCount} events and ${failing.storyCount} decisions`,
)
await checked('the failing calls')

for (let round = 1; round <= roundCount; round += 1) {
  const events = Math.round((eventCount * (1 - failingShare)) / roundCount)
  const kills = await killAtRandom(suite, Math.ceil(killCount / roundCount), events, eventsPerCall)
  say(`killed ${kills.killCount} times during ${kills.eventCount} events and ${kills.storyCount} decisions`)
  await checked(`the kills at random, round ${round}`)
}

say(`${suite.platform.killCount} kills, ${suite.accepted.events.length} events, ${suite.checkCount} checks`)
say(`lost or counted twice: ${suite.differences.length === 0 ? 'nothing' : ''}`)
for (const difference of suite.differences) console.log(difference)
await suite.remove()
process.exit(suite.differences.length === 0 ? 0 : 1)

async function checked(what: string): Promise<void> {
  await suite.check()
  say(`after ${what}: ${suite.differences.length} differences`)
}
