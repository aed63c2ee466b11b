import type { CanonicalEvent, ConsentStatement } from '../events/event.ts'
import { type Identifier, type IdentifierKey, parseIdentifierKey } from '../identity/identifier.ts'
import type { JsonObject } from '../kernel/json.ts'
import { own } from '../kernel/own.ts'
import { type ConsentMethod, type ConsentProof, consentMethods } from './consent-proof.ts'

/** The source of what is noted about the rights of a person. Its events say nothing of what the person did. */
export const privacySource = 'patron/privacy'

/** Who an event of {@link privacySource} is about and when it was made. */
export interface NotedFor {
  /** Unique within {@link privacySource}. */
  readonly id: string
  /** The side of the customer that it is about, by one of its identifiers. */
  readonly key: IdentifierKey
  readonly nowMs: number
}

/** What a person allows and refuses, as an event of the person. */
export function consentEvent(
  noted: NotedFor,
  statements: readonly ConsentStatement[],
  { textVersion, method, recordedBy }: ConsentProof,
): CanonicalEvent {
  return {
    ...privacyEvent(noted, 'Consent Changed'),
    consents: [...statements],
    properties: { textVersion, method, recordedBy },
  }
}

/** What a person wants corrected: the answer is open, so nothing of it counts yet. */
export function correctionWishEvent(
  noted: NotedFor,
  wish: { readonly traits: JsonObject; readonly note: string },
): CanonicalEvent {
  return { ...privacyEvent(noted, 'Correction Requested'), properties: { ...wish } }
}

/** Traits as a person corrected them; null: there is none. */
export function correctionEvent(noted: NotedFor, traits: JsonObject, recordedBy: string): CanonicalEvent {
  return { ...privacyEvent(noted, 'Data Corrected'), traits, properties: { recordedBy } }
}

/** The proof that an event of {@link privacySource} carries; null where it carries none. */
export function proofOf({ source, properties = {} }: CanonicalEvent): ConsentProof | null {
  const method = consentMethods.find((each): each is ConsentMethod => each === own(properties, 'method'))
  if (source !== privacySource || method === undefined) return null
  const { textVersion = null, recordedBy = '' } = properties
  return {
    textVersion: typeof textVersion === 'string' ? textVersion : null,
    method,
    recordedBy: String(recordedBy),
  }
}

function privacyEvent({ id, key, nowMs }: NotedFor, name: string): CanonicalEvent {
  const identifier: Identifier | undefined = parseIdentifierKey(key)
  if (identifier === undefined) throw new Error('a key of a customer is no identifier')
  return {
    id,
    source: privacySource,
    kind: 'track',
    name,
    channel: 'other',
    occurredAt: nowMs,
    receivedAt: nowMs,
    identifiers: [identifier],
  }
}
