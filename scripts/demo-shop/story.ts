import type { Occasion } from './occasion.ts'
import type { Person } from './people.ts'
import type { ShopMessage } from './shop-message.ts'

/** What happens to identifiers in a shop, each for a visitor of the demo to come upon. */
export type StoryKind = 'shared-tablet' | 'shop-phone' | 'four-in-one' | 'second-account'

/** A story as it is in the truth table. */
export interface Story {
  readonly kind: StoryKind
  readonly personIds: readonly string[]
  /** What it turns on, as the customer API is asked for it. */
  readonly identifier: string
}

/** Somebody with all that they do. */
export interface Life {
  readonly person: Person
  readonly occasions: readonly Occasion[]
}

/** One story. */
export interface Told {
  readonly story: Story
  readonly messages: readonly ShopMessage[]
}
