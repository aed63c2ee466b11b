import { dayMs } from '../../kernel/time.ts'
import { countWithin, daysSince, type FeatureFacts } from '../feature-facts.ts'
import { hasBetween, mean, ratio } from '../series.ts'
import { cartOutcome, type Visit } from '../visits.ts'
import { type Feature, inGroup, windowsDays } from './feature.ts'

/** What is kept of visits reaches further back than this, so that it is the same whenever it is computed. */
const longestDays = 365
/** A message is answered within two days, or not at all. */
const answerPatienceMs = 2 * dayMs

export const visitFeatures: readonly Feature[] = inGroup('visits', [
  {
    name: 'visitRecencyDays',
    unit: 'days',
    meaning: 'Days since the latest visit to the web shop or the app.',
    formula: 'moment - start of the latest visit',
    compute: (facts) => daysSince(facts, facts.visits.at(-1)?.startMs),
  },
  ...windowsDays.map((days) => ({
    name: `visitCount${days}Days`,
    unit: 'count' as const,
    meaning: `Visits of the last ${days} days.`,
    formula: `number of runs of half hours with an act on web, app or QR code that began after moment - ${days} days`,
    compute: (facts: FeatureFacts) =>
      countWithin(
        facts,
        facts.visits.map(({ startMs }) => startMs),
        days,
      ),
  })),
  {
    name: 'visitGapMeanDays',
    unit: 'days',
    meaning: 'Days between visits, on average.',
    formula: `mean of the days from the start of each visit of the last ${longestDays} days to the next`,
    compute: (facts) => {
      const visits = lastVisits(facts)
      return mean(
        visits.slice(1).map(({ startMs }, index) => (startMs - (visits[index]?.startMs ?? 0)) / dayMs),
      )
    },
  },
  {
    name: 'visitLengthMeanHalfHours',
    unit: 'half-hours',
    meaning: 'Half hours that a visit touches, on average.',
    formula: `mean number of half hours of the visits of the last ${longestDays} days`,
    compute: (facts) => mean(lastVisits(facts).map(({ halfHourCount }) => halfHourCount)),
  },
  {
    name: 'visitOrderRate',
    unit: 'rate',
    meaning: 'Share of the visits that end with an order.',
    formula: `visits of the last ${longestDays} days with an order from their start to a day after their end / all of them`,
    compute: (facts) => {
      const visits = lastVisits(facts)
      const ordered = visits.filter((visit) => outcome(facts, visit) === 'ordered')
      return ratio(ordered.length, visits.length)
    },
  },
  {
    name: 'cartCount365Days',
    unit: 'count',
    meaning: 'Visits of the last 365 days in which something was put into a cart.',
    formula: 'number of visits with a Product Added, Cart Updated or Checkout Started',
    compute: (facts) => carts(facts).length,
  },
  {
    name: 'cartLeftCount365Days',
    unit: 'count',
    meaning: 'Carts of the last 365 days that were left.',
    formula:
      'carts without an order from the start of their visit to a day after its end, once the day has passed',
    compute: (facts) => carts(facts).filter((visit) => outcome(facts, visit) === 'left').length,
  },
  {
    name: 'cartLeftRate',
    unit: 'rate',
    meaning: 'Share of the carts that were left.',
    formula: 'cartLeftCount365Days / carts that were left or ordered',
    compute: (facts) => {
      const outcomes = carts(facts).map((visit) => outcome(facts, visit))
      const decided = outcomes.filter((each) => each !== 'open')
      return ratio(decided.filter((each) => each === 'left').length, decided.length)
    },
  },
])

export const messageFeatures: readonly Feature[] = inGroup('messages', [
  {
    name: 'messageCount365Days',
    unit: 'count',
    meaning: 'Half hours of the last 365 days in which the shop wrote to the customer.',
    formula: 'half hours with a Message Sent, Email Sent or Email Delivered',
    compute: (facts) => countWithin(facts, facts.messagedAtMs, longestDays),
  },
  {
    name: 'answerCount365Days',
    unit: 'count',
    meaning: 'Half hours of the last 365 days in which the customer wrote, opened or clicked.',
    formula: 'half hours with a Message Received, Email Opened or Email Link Clicked',
    compute: (facts) => countWithin(facts, facts.answeredAtMs, longestDays),
  },
  {
    name: 'answerRecencyDays',
    unit: 'days',
    meaning: 'Days since the customer last wrote, opened or clicked.',
    formula: 'moment - the latest of these half hours',
    compute: (facts) => daysSince(facts, facts.answeredAtMs.at(-1)),
  },
  {
    name: 'answerRate',
    unit: 'rate',
    meaning: 'Share of the messages that are answered within two days.',
    formula:
      'half hours of the last 365 days with a message that an answer follows in the same half hour or within 48 hours / those half hours',
    compute: (facts) => {
      const fromMs = facts.asOfMs - longestDays * dayMs
      const messaged = facts.messagedAtMs.filter((at) => at > fromMs)
      return ratio(messaged.filter((at) => isAnswered(facts, at)).length, messaged.length)
    },
  },
])

function lastVisits({ visits, asOfMs }: FeatureFacts): Visit[] {
  return visits.filter(({ startMs }) => startMs > asOfMs - longestDays * dayMs)
}

function carts(facts: FeatureFacts): Visit[] {
  return lastVisits(facts).filter(({ hasCart }) => hasCart)
}

function outcome({ orderedAtMs, asOfMs }: FeatureFacts, visit: Visit): ReturnType<typeof cartOutcome> {
  return cartOutcome(visit, orderedAtMs, asOfMs)
}

function isAnswered({ answeredAtMs }: FeatureFacts, messagedAtMs: number): boolean {
  return hasBetween(answeredAtMs, messagedAtMs, messagedAtMs + answerPatienceMs)
}
