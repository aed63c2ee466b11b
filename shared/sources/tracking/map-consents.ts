import type { CanonicalEvent, ConsentChannel, ConsentPurpose, ConsentStatement } from '../../events/event.ts'
import { isJsonObject, type Json, type JsonObject, textOf } from '../../kernel/json.ts'

/**
 * The usual names of a consent banner's categories, without spaces and the like, and OneTrust's numbers for them. A
 * banner asks about collecting data, not about messages (Segment says so of its consent object), so none of them allows
 * or forbids marketing: an advertising category is about the profile that advertisements are chosen by.
 */
const purposesOfCategories: ReadonlyMap<string, ConsentPurpose> = new Map([
  ['analytics', 'analytics'],
  ['performance', 'analytics'],
  ['statistics', 'analytics'],
  ['c0002', 'analytics'],
  ['functional', 'personalisation'],
  ['personalisation', 'personalisation'],
  ['personalization', 'personalisation'],
  ['preferences', 'personalisation'],
  ['c0003', 'personalisation'],
  ['advertising', 'profiling'],
  ['marketing', 'profiling'],
  ['profiling', 'profiling'],
  ['targeting', 'profiling'],
  ['c0004', 'profiling'],
  ['datasharing', 'sale-of-data'],
  ['saleofdata', 'sale-of-data'],
])

const channelsOfSubscriptions: ReadonlyMap<string, ConsentChannel> = new Map([
  ['EMAIL', 'email'],
  ['SMS', 'sms'],
  ['WHATSAPP', 'whatsapp'],
])

/**
 * What a call says the person allows: `context.consent.categoryPreferences` of any call, and the marketing messages of
 * `context.messaging_subscriptions` of an identify. Undefined when it says nothing. Where several say the same purpose
 * and channel, a refusal wins.
 */
export function mapConsents(
  kind: CanonicalEvent['kind'],
  context: JsonObject | undefined,
): ConsentStatement[] | undefined {
  if (context === undefined) return undefined
  const consents: ConsentStatement[] = []
  if (isJsonObject(context.consent)) addCategories(consents, context.consent.categoryPreferences)
  if (kind === 'identify') addSubscriptions(consents, context.messaging_subscriptions)
  return consents.length === 0 ? undefined : consents
}

function addCategories(consents: ConsentStatement[], preferences: Json | undefined): void {
  if (!isJsonObject(preferences)) return
  for (const [category, isGranted] of Object.entries(preferences)) {
    const purpose = purposesOfCategories.get(category.toLowerCase().replace(/[\s_-]/g, ''))
    if (purpose !== undefined && typeof isGranted === 'boolean')
      addStatement(consents, { purpose, isGranted })
  }
}

/** A "did not subscribe" is no word of the person's. */
function addSubscriptions(consents: ConsentStatement[], subscriptions: Json | undefined): void {
  if (!Array.isArray(subscriptions)) return
  for (const subscription of subscriptions) {
    if (!isJsonObject(subscription)) continue
    const channel = channelsOfSubscriptions.get(textOf(subscription.type)?.toUpperCase() ?? '')
    const status = textOf(subscription.status)?.toUpperCase()
    if (channel === undefined || (status !== 'SUBSCRIBED' && status !== 'UNSUBSCRIBED')) continue
    addStatement(consents, { purpose: 'marketing', channel, isGranted: status === 'SUBSCRIBED' })
  }
}

function addStatement(consents: ConsentStatement[], said: ConsentStatement): void {
  const before = consents.find(({ purpose, channel }) => purpose === said.purpose && channel === said.channel)
  if (before === undefined) consents.push(said)
  else if (!said.isGranted) before.isGranted = false
}
