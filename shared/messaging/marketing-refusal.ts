import { type ConsentInForce, type Consents, consentsInForce } from '../customers/consents.ts'
import type { MessageChannel } from './opt-out-words.ts'

/**
 * The refusal that forbids marketing by a channel: what the person said about the channel, else about all channels.
 * Undefined when they allow it, or never said anything.
 */
export function marketingRefusal(
  consents: Consents | undefined,
  channel: MessageChannel,
): ConsentInForce | undefined {
  const said = consentsInForce(consents).filter(({ purpose }) => purpose === 'marketing')
  const about =
    said.find((consent) => consent.channel === channel) ?? said.find((consent) => consent.channel === null)
  return about?.isGranted === false ? about : undefined
}
