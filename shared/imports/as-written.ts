import type { CanonicalEvent } from '../events/event.ts'

type Told = Pick<CanonicalEvent, 'identifiers' | 'traits'>

/**
 * What a file tells with the phone as the file has it, which its row may have made another number of than the shop's country
 * does. Names of events are made of this: they are the same whatever the rules of reading are and wherever the shop is.
 */
export function asWritten<Content extends Told>(content: Content): Content {
  const { identifiers, traits } = content
  const phone = traits?.phone
  if (typeof phone !== 'string') return content
  if (identifiers.every(({ type, value }) => type !== 'phone' || value === phone)) return content
  return {
    ...content,
    identifiers: identifiers.map((identifier) =>
      identifier.type === 'phone' ? { ...identifier, value: phone } : identifier,
    ),
  }
}
