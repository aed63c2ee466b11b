import type { RandomSource } from '#shared/kernel/random.ts'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time.ts'
import type { Casting } from './casting.ts'
import { drawWhole } from './draw.ts'
import { atLondonTime } from './london-time.ts'
import type { Calendar } from './seasons.ts'
import type { Life, Told } from './story.ts'
import { callMessage } from './tracking-calls.ts'

const signUpCount = 12
const daysAgo = 100
const tablet = 'tablet-leeds-1'
const context = { library: { name: 'analytics.js', version: '2.11.1' }, page: { path: '/newsletter' } }

/**
 * A dozen people leave their e-mail address for the newsletter, all at the tablet beside the till in Leeds. Each buys at a till some
 * time, where the address is noted with whatever else the person is known by.
 */
export function sharedTablet(casting: Casting<Life>, calendar: Calendar, random: RandomSource): Told {
  const dayAtMs = calendar.nowMs - daysAgo * dayMs
  const signedUp = casting.take(
    signUpCount,
    ({ person, occasions }) =>
      person.habit !== 'web' &&
      person.email !== undefined &&
      person.joinedMs < dayAtMs &&
      occasions.some((occasion) => occasion.kind === 'purchase' && occasion.channel === 'pos'),
  )
  const cookie = `cookie_id:${tablet}`
  const messages = signedUp.map(({ person: { personId, email, firstName, lastName } }, index) => {
    const minute = Math.floor(index / 4) * 24 * 60 + (index % 4) * 90 + drawWhole(0, 80, random)
    return callMessage(
      atLondonTime(dayAtMs, 10 * hourMs) + minute * minuteMs,
      { personId, anonymousId: tablet, identifiers: [`email:${email}`], ofOthers: [cookie] },
      { type: 'identify', traits: { email: email ?? '', firstName, lastName }, context },
    )
  })
  const personIds = signedUp.map(({ person }) => person.personId)
  return { story: { kind: 'shared-tablet', personIds, identifier: cookie }, messages }
}
