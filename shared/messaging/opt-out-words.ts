import * as z from 'zod'
import type { ConsentChannel, ConsentStatement } from '../events/event.ts'

/** Channels on which a person can end messages by a word. */
export type MessageChannel = Extract<ConsentChannel, 'sms' | 'whatsapp'>

/** Further words by language (`de`, `fr-CA`): `{"de": ["ABMELDEN", "STOPP"]}`. */
const wordsByLanguage = z.record(z.string(), z.array(z.string().min(1).max(64)).max(100))

/** The part of a connection's settings that names words of its own; see {@link marketingChoice}. */
export const optOutSettingsSchema = z.object({
  optOutWords: wordsByLanguage.default({}),
  optInWords: wordsByLanguage.default({}),
})
export type OptOutSettings = z.infer<typeof optOutSettingsSchema>

/** Words that Twilio acts on by default and that mean nothing else, and the button that Meta offers for marketing templates. */
const plainRefusals = ['stop', 'stopall', 'unsubscribe', 'revoke', 'optout', 'opt out', 'stop promotions']
/** Those that the shop's own buttons say of other things too: "Cancel" takes back an appointment. */
const typedRefusals = ['cancel', 'end', 'quit']
const optOutWords = {
  typed: new Set([...plainRefusals, ...typedRefusals]),
  pressed: new Set(plainRefusals),
}
const optInWords: ReadonlySet<string> = new Set(['start', 'unstop'])
/** A conversation on WhatsApp is full of them, and a "yes" to a question about a parcel allows no marketing. */
const smsOptInWords: ReadonlySet<string> = new Set(['yes'])

/**
 * What a message says about marketing when the whole of it is one of the known words or of the connection's own,
 * whatever its case and the punctuation around it. Undefined for any other message. A word in both lists refuses.
 * A button that was `pressed` allows nothing unless the connection says that its words do.
 */
export function marketingChoice(
  text: string | undefined,
  how: 'typed' | 'pressed',
  channel: MessageChannel,
  settings: OptOutSettings,
): ConsentStatement | undefined {
  const word = plainWord(text ?? '')
  if (word === '') return undefined
  if (optOutWords[how].has(word) || isAmong(word, settings.optOutWords)) return marketing(channel, false)
  const isOptIn = how === 'typed' && (optInWords.has(word) || (channel === 'sms' && smsOptInWords.has(word)))
  return isOptIn || isAmong(word, settings.optInWords) ? marketing(channel, true) : undefined
}

/** Marketing by one channel, allowed or refused. */
export function marketing(channel: MessageChannel, isGranted: boolean): ConsentStatement {
  return { purpose: 'marketing', channel, isGranted }
}

function isAmong(word: string, words: OptOutSettings['optOutWords']): boolean {
  return Object.values(words).some((ofLanguage) => ofLanguage.some((own) => plainWord(own) === word))
}

/** Lower case, one space between words, no punctuation around them. */
function plainWord(text: string): string {
  // A longer message is no single word, and need not be looked at.
  if (text.length > 200) return ''
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, '')
    .replace(/\s+/g, ' ')
}
