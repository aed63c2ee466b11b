import type { BackfillRunView, ConnectionView, DeliveryView } from '#shared/contracts/connections.ts'
import type { Tone } from '../components/badge.tsx'

interface Word {
  readonly label: string
  readonly tone: Tone
  /** What it means, in a sentence. */
  readonly meaning: string
}

/** How a connection is. */
export const healthWords: Record<ConnectionView['health']['state'], Word> = {
  ok: { label: 'Working', tone: 'good', meaning: 'Deliveries arrive and can be read.' },
  quiet: { label: 'Quiet', tone: 'warn', meaning: 'Nothing has arrived for a day or longer.' },
  failing: {
    label: 'Failing',
    tone: 'bad',
    meaning:
      'More than 5 % of the last hour’s deliveries went wrong, or the latest one was refused or could not be taken.',
  },
  paused: { label: 'Paused', tone: 'plain', meaning: 'Deliveries are turned away until it is resumed.' },
  'never-seen': { label: 'Waiting for the first event', tone: 'info', meaning: 'Nothing has arrived yet.' },
}

/** What was decided about a delivery. */
export const verdictWords: Record<DeliveryView['verdict'], Word> = {
  accepted: { label: 'Accepted', tone: 'good', meaning: 'It brought at least one new event.' },
  duplicate: { label: 'Known already', tone: 'plain', meaning: 'All of its events were there before.' },
  quarantined: {
    label: 'Quarantined',
    tone: 'bad',
    meaning: 'A part of it cannot be read. It is kept with the reason; the rest was taken.',
  },
  'nothing-to-do': { label: 'Nothing to keep', tone: 'plain', meaning: 'It says nothing that Patron keeps.' },
  handshake: { label: 'Set-up call', tone: 'info', meaning: 'The other system tried the address.' },
  malformed: {
    label: 'Unreadable',
    tone: 'bad',
    meaning: 'It is signed, but cannot be read at all. It is kept with the reason.',
  },
  failed: { label: 'Turned away', tone: 'bad', meaning: 'It was genuine, and could not be taken then.' },
  refused: {
    label: 'Refused',
    tone: 'bad',
    meaning: 'It is not signed as it must be, too large, or packed so that it cannot be read.',
  },
}

/** What a stable reason means, and what to do about it. */
const reasonWords: Readonly<Record<string, string>> = {
  'missing-signature': 'There is no signature, so it does not come from the connected system.',
  'bad-signature': 'The signature does not fit. Compare the secret at both ends.',
  'stale-timestamp': 'It was signed too long ago. Check the clock of the sender.',
  'unreadable-body': 'It is too large, packed otherwise than as gzip, or packed and broken.',
  'failed-handshake': 'The set-up call had a wrong token. Compare the token.',
  'paused-connection': 'The connection was paused. Resume it; most systems send again by themselves.',
  'unreachable-log': 'Patron could not store it at that moment. Most systems send again by themselves.',
  'malformed-body': 'The text is no JSON, or not in UTF-8.',
  'unsupported-topic': 'Patron does not read this kind of message. Unsubscribe from it.',
  'unsupported-version': 'It is of a version that Patron does not read.',
  'invalid-order': 'The order lacks a number or a currency, or an amount is none.',
  'invalid-customer': 'It does not say which customer it is about.',
  'invalid-product': 'The product lacks its number, or a price is none.',
  'invalid-stock': 'The stock level lacks its item or its place.',
  'invalid-message': 'The message lacks its number, its sender or its time.',
  'invalid-record': 'Something that it needs is missing.',
  'invalid-call': 'The call does not say who or what it is about.',
}

/** A reason in words; one that nobody described yet as it stands. */
export function reasonText(reason: string): string {
  return Object.hasOwn(reasonWords, reason) ? (reasonWords[reason] ?? reason) : reason
}

/** How a back-fill stands. */
export const runStates: Record<BackfillRunView['state'], Pick<Word, 'label' | 'tone'>> = {
  reading: { label: 'Reading', tone: 'info' },
  done: { label: 'Done', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'plain' },
}
