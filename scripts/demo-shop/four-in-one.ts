import { dayMs, hourMs } from '#shared/kernel/time.ts'
import type { Casting } from './casting.ts'
import { atLondonTime } from './london-time.ts'
import type { Person } from './people.ts'
import type { Calendar } from './seasons.ts'
import type { Life, Told } from './story.ts'
import { callMessage } from './tracking-calls.ts'

const daysAgo = 9
const knownForDays = 200
const context = { library: { name: 'analytics.js', version: '2.11.1' }, page: { path: '/hampers' } }

/** Four housemates order a hamper together: one signs in and fills in the e-mail, the phone and the card of the others. */
export function fourInOne(casting: Casting<Life>, { liveFromMs, nowMs }: Calendar): Told {
  const regular = (suits: (person: Person) => boolean) =>
    casting.takeOne(
      ({ person, occasions }) =>
        person.kind === 'regular' &&
        person.joinedMs < nowMs - knownForDays * dayMs &&
        occasions.some(({ atMs }) => atMs > liveFromMs && atMs < nowMs - 2 * daysAgo * dayMs) &&
        suits(person),
    ).person
  const account = regular((person) => person.habit === 'web' && person.accountId !== undefined)
  const email = regular((person) => person.habit === 'web')
  const phone = regular((person) => person.habit === 'till' && person.phone !== undefined)
  const card = regular((person) => person.habit === 'till')
  const ofOthers = [`email:${email.email}`, `phone:${phone.phone}`, `loyalty_id:${card.loyaltyId}`]
  const message = callMessage(
    atLondonTime(nowMs - daysAgo * dayMs, 19 * hourMs),
    {
      personId: account.personId,
      anonymousId: account.cookies[0],
      userId: account.accountId,
      identifiers: ofOthers,
      ofOthers,
    },
    {
      type: 'track',
      event: 'Hamper Shared',
      context: {
        ...context,
        traits: { email: email.email ?? '', phone: phone.phone ?? '', loyalty_id: card.loyaltyId ?? '' },
      },
    },
  )
  const personIds = [account, email, phone, card].map(({ personId }) => personId)
  return {
    story: { kind: 'four-in-one', personIds, identifier: `external_id:${account.accountId}` },
    messages: [message],
  }
}
