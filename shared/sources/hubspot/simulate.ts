import type { JsonObject } from '../../kernel/json.ts'
import type { Happening, Simulator } from '../../simulators/simulator.ts'
import type { Shopper } from '../../simulators/town.ts'
import { signHubspot } from './sign.ts'

const writers: ReadonlyMap<string, (happening: Happening) => JsonObject[]> = new Map([
  ['contact.creation', simulatedCreation],
  ['contact.propertyChange', simulatedChanges],
  ['contact.merge', simulatedMerge],
  ['contact.deletion', ({ purchase }) => [{ objectId: contactNumber(purchase.shopper) }]],
  ['contact.privacyDeletion', ({ purchase }) => [{ objectId: contactNumber(purchase.shopper) }]],
])

const life = [
  { topic: 'contact.creation', step: 'placed' },
  { topic: 'contact.propertyChange', step: 'paid' },
] as const

/** Webhooks of a HubSpot account about its contacts. */
export const hubspotSimulator: Simulator = {
  source: 'hubspot',
  signsBody: true,
  life,
  others: [...writers.keys()].slice(life.length).map((topic) => ({ topic, step: 'placed' })),
  write: (happening) => {
    const { topic, purchase, atMs } = happening
    const events = writers.get(topic)?.(happening) ?? []
    return {
      body: JSON.stringify(
        events.map((event, index) => ({
          eventId: purchase.number * 10 + index,
          subscriptionId: 2_000_001,
          portalId: 62_517,
          appId: 1_160_001,
          occurredAt: atMs + index,
          subscriptionType: topic,
          attemptNumber: 0,
          ...event,
        })),
      ),
      headers: { 'content-type': 'application/json', 'user-agent': 'HubSpot Connect 2.0' },
    }
  },
  sign: ({ url, body }, secret, nowMs) => signHubspot(url, body, secret, nowMs),
}

function contactNumber({ index }: Shopper): number {
  return 40_000_000 + index
}

function simulatedCreation({ purchase }: Happening): JsonObject[] {
  return [{ objectId: contactNumber(purchase.shopper), changeFlag: 'CREATED', changeSource: 'FORM' }]
}

/** HubSpot tells of each property by itself. */
function simulatedChanges({ purchase: { shopper } }: Happening): JsonObject[] {
  return [
    ['email', shopper.email],
    ['mobilephone', shopper.phone],
    ['firstname', shopper.firstName],
    ['lastname', shopper.lastName],
  ].map(([propertyName = '', propertyValue = '']) => ({
    objectId: contactNumber(shopper),
    propertyName,
    propertyValue,
    changeSource: 'CRM_UI',
  }))
}

/** A second contact of the same person goes into the first, and a new one comes of both. */
function simulatedMerge({ purchase: { shopper } }: Happening): JsonObject[] {
  const number = contactNumber(shopper)
  return [
    {
      primaryObjectId: number,
      mergedObjectIds: [number + 1_000_000],
      newObjectId: number + 2_000_000,
    },
  ]
}
