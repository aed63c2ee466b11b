import type { RandomSource } from '#shared/kernel/random.ts'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time.ts'
import type { Casting } from './casting.ts'
import { drawEmail } from './email-addresses.ts'
import { atLondonTime } from './london-time.ts'
import { drawCookie } from './people.ts'
import type { Calendar } from './seasons.ts'
import type { Life, Told } from './story.ts'
import { type Caller, callMessage } from './tracking-calls.ts'

const daysAgo = 40
const context = { library: { name: 'analytics.js', version: '2.11.1' }, page: { path: '/account' } }

/** Somebody makes a second account by mistake; the shop joins it to the first and says so with an alias. */
export function secondAccount(
  casting: Casting<Life>,
  taken: Set<string>,
  { nowMs }: Calendar,
  random: RandomSource,
): Told {
  const atMs = atLondonTime(nowMs - daysAgo * dayMs, 20 * hourMs)
  const { person } = casting.takeOne(
    ({ person: { kind, habit, accountId, joinedMs } }) =>
      kind === 'regular' &&
      habit === 'web' &&
      accountId !== undefined &&
      joinedMs < atMs - 2 * daysAgo * dayMs,
  )
  const { personId, firstName, lastName, accountId = '' } = person
  const email = drawEmail(firstName, lastName, taken, random)
  const second: Caller = {
    personId,
    anonymousId: drawCookie(random),
    userId: `acc_${40_000 + person.number}`,
    identifiers: [],
  }
  const signUp = callMessage(
    atMs,
    { ...second, identifiers: [`email:${email}`] },
    { type: 'identify', traits: { email, firstName, lastName }, context },
  )
  // An alias does not say whether the id it replaces was an account's or a visitor's, so it stands for both.
  const alias = callMessage(
    atMs + 25 * minuteMs,
    { ...second, identifiers: [`external_id:${accountId}`, `cookie_id:${accountId}`] },
    { type: 'alias', previousId: accountId, context },
  )
  return {
    story: { kind: 'second-account', personIds: [personId], identifier: `external_id:${second.userId}` },
    messages: [signUp, alias],
  }
}
