import type { CanonicalEvent, ConsentChannel, ConsentStatement } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { parseIso } from '../../kernel/time.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import type { ShopifyCustomer } from './customer.ts'
import {
  type ConsentTopic,
  type ConsentUpdate,
  consentTopics,
  type MarketingConsent,
} from './marketing-consent.ts'
import { momentName } from './moment-name.ts'
import type { ShopifyOrder } from './order.ts'

/**
 * What the order's customer allows. The customer's own word comes first; versions of the API from 2025-01 deliver none.
 * Then a box ticked at the checkout allows e-mail; one left alone takes nothing back.
 */
export function mapOrderConsents({
  customer,
  buyer_accepts_marketing: isTicked,
}: ShopifyOrder): ConsentStatement[] {
  const consents = mapCustomerConsents(customer)
  const saysNothing = !customer?.email_marketing_consent && typeof customer?.accepts_marketing !== 'boolean'
  return isTicked && saysNothing ? [statement('email', true, undefined), ...consents] : consents
}

/** What a customer resource of an older version of the API says: the consent objects, else `accepts_marketing`. */
export function mapCustomerConsents(customer: ShopifyCustomer | null | undefined): ConsentStatement[] {
  const consents: ConsentStatement[] = []
  const add = (statement: ConsentStatement | undefined) => {
    if (statement !== undefined) consents.push(statement)
  }
  if (customer?.email_marketing_consent) add(statementOf('email', customer.email_marketing_consent))
  else if (typeof customer?.accepts_marketing === 'boolean') {
    add(statement('email', customer.accepts_marketing, customer.accepts_marketing_updated_at))
  }
  if (customer?.sms_marketing_consent) add(statementOf('sms', customer.sms_marketing_consent))
  return consents
}

/**
 * A change of one consent as an identify. None when the state is no word of the customer's: never asked, not confirmed
 * yet, invalid. The event id comes from the record; the moment of the delivery stands in where the record has none.
 */
export function mapConsentUpdate(
  topic: ConsentTopic,
  { customerId, contact, consent }: ConsentUpdate,
  triggeredAt: string | undefined,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const { channel } = consentTopics[topic]
  const said = statementOf(channel, consent)
  if (said === undefined) return succeed([])
  const changedAt = changeOf(consent) ?? triggeredAt
  const identifiers: Identifier[] = [{ type: 'external_id', value: customerId, scope: context.source }]
  const reached = textOf(contact)
  if (reached !== undefined) {
    identifiers.unshift({ type: channel === 'email' ? 'email' : 'phone', value: reached })
  }
  return succeed([
    {
      id: `${topic}:${customerId}:${momentName(changedAt)}:${said.isGranted ? 'subscribed' : 'unsubscribed'}`,
      source: context.source,
      kind: 'identify',
      name: 'identify',
      channel: 'other',
      occurredAt: said.statedAt ?? parseIso(triggeredAt ?? '') ?? context.receivedAtMs,
      receivedAt: context.receivedAtMs,
      identifiers,
      consents: [said],
    },
  ])
}

function statementOf(channel: ConsentChannel, consent: MarketingConsent): ConsentStatement | undefined {
  const state = consent.state?.toLowerCase()
  if (state !== 'subscribed' && state !== 'unsubscribed') return undefined
  return statement(channel, state === 'subscribed', changeOf(consent))
}

function changeOf(consent: MarketingConsent): string | undefined {
  return textOf(consent.consent_updated_at) ?? textOf(consent.updated_at)
}

/** Marketing by one channel, said at a moment that Shopify repeats with every order since. */
function statement(
  channel: ConsentChannel,
  isGranted: boolean,
  saidAt: string | null | undefined,
): ConsentStatement {
  const statedAt = parseIso(saidAt ?? '')
  return { purpose: 'marketing', channel, isGranted, ...(statedAt !== undefined && { statedAt }) }
}
