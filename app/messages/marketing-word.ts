import type { ConsentsView } from '#shared/contracts/customers.ts'
import type { MessageChannel } from './message-senders.ts'

/** What the person said about marketing by a channel. */
export interface MarketingWord {
  /** Nobody who was never asked has refused. */
  readonly isAllowed: boolean
  /** What decides; undefined when nothing was said. */
  readonly said: ConsentsView[number] | undefined
}

/** What they said of the channel counts, else what they said of all channels. */
export function marketingWord(consents: ConsentsView, channel: MessageChannel): MarketingWord {
  const ofMarketing = consents.filter(({ purpose }) => purpose === 'marketing')
  const said =
    ofMarketing.find((consent) => consent.channel === channel) ??
    ofMarketing.find((consent) => consent.channel === null)
  return { isAllowed: said?.isGranted !== false, said }
}
