import { type Channel, channels } from '../events/event.ts'
import { matchRecord } from '../identity/matching/match-record.ts'
import { type PrivacyWord, privacyWord } from '../privacy/may-use.ts'
import { type CustomerState, displayName, latestIdentifier } from './customer-state.ts'

/** What lists and search keep of a customer: a short extract, so that the whole state need not leave its object. */
export interface ProfileFacts extends PrivacyWord {
  readonly displayName: string
  readonly email: string | null
  readonly phone: string | null
  /** Lower-case name, e-mails and numbers in one text, for search by a part. */
  readonly searchText: string
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  readonly orderCount: number
  /** By currency. */
  readonly revenueMinor: Readonly<Record<string, number>>
  /** What of it is in other currencies, by the currency it was converted to. */
  readonly convertedMinor: Readonly<Record<string, number>>
  readonly channels: readonly Channel[]
  /** JSON of what the matcher compares; null when nothing is known that tells one person from another. */
  readonly matchRecord: string | null
}

export function profileFacts(state: CustomerState): ProfileFacts {
  const name = displayName(state)
  const { features, evidence } = state
  return {
    displayName: name,
    email: latestIdentifier(evidence, 'email'),
    phone: latestIdentifier(evidence, 'phone'),
    searchText: searchText(name, Object.keys(evidence)),
    // Nothing was seen of a customer whose events all turned out to be somebody else's; lists leave it out.
    firstSeenAt: features.eventCount === 0 ? 0 : features.firstSeenAt,
    lastSeenAt: features.lastSeenAt,
    orderCount: features.orderCount,
    revenueMinor: features.revenueMinor,
    convertedMinor: features.convertedMinor ?? {},
    channels: seenChannels(features.channels),
    matchRecord: matchRecordText(state),
    ...privacyWord(state.consents),
  }
}

function matchRecordText({ traits, evidence }: CustomerState): string | null {
  const { customerId: _, ...record } = matchRecord('', traits, evidence)
  return Object.keys(record).length === 0 ? null : JSON.stringify(record)
}

/** The channels of a customer in their fixed order. */
export function seenChannels(seen: CustomerState['features']['channels']): Channel[] {
  return channels.filter((channel) => seen[channel] !== undefined)
}

const searchableTypes = /^(?:email|phone|loyalty_id|external_id):/

function searchText(name: string, keys: readonly string[]): string {
  const values = keys.filter((key) => searchableTypes.test(key)).map((key) => key.slice(key.indexOf(':') + 1))
  return [name, ...values.sort()].join('\n').toLowerCase().slice(0, 2000)
}
