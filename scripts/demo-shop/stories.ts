import { Casting } from './casting.ts'
import { fourInOne } from './four-in-one.ts'
import { kinshipAround } from './kinship.ts'
import type { Purchase } from './occasion.ts'
import { type Person, personRandom } from './people.ts'
import type { Calendar } from './seasons.ts'
import { secondAccount } from './second-account.ts'
import { sharedTablet } from './shared-tablet.ts'
import type { ShopMessage } from './shop-message.ts'
import { buyersWithShopPhone } from './shop-phone.ts'
import type { Life, Story } from './story.ts'
import { withMessageId } from './tracking-calls.ts'

/** The stories of a shop: what is told beside the lives of its people, and what in them is told otherwise. */
export interface Stories {
  readonly stories: readonly Story[]
  readonly messages: readonly ShopMessage[]
  readonly withShopPhone: ReadonlySet<Purchase>
}

/** A smaller shop has too few people to find the players among. */
const leastPeople = 1_000

/** Stories take people who have to do with nobody else and are there once. `taken`: addresses in use; new ones are added. */
export function tellStories(
  lives: readonly Life[],
  isTwice: (person: Person) => boolean,
  taken: Set<string>,
  calendar: Calendar,
  seed: number,
): Stories {
  if (lives.length < leastPeople) return { stories: [], messages: [], withShopPhone: new Set() }
  const random = personRandom(seed, 0, 'stories')
  const unrelated = lives.filter(
    ({ person }) => kinshipAround(person.number) === undefined && !isTwice(person),
  )
  const casting = new Casting(unrelated, random)
  const phone = buyersWithShopPhone(casting, calendar)
  const told = [
    sharedTablet(casting, calendar, random),
    fourInOne(casting, calendar),
    secondAccount(casting, taken, calendar, random),
  ]
  return {
    stories: [phone.story, ...told.map(({ story }) => story)],
    messages: told.flatMap(({ story, messages }) =>
      messages.map((message, index) => withMessageId(message, `${seed}-${story.kind}-${index + 1}`)),
    ),
    withShopPhone: phone.purchases,
  }
}
