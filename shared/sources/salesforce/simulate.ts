import type { JsonObject } from '../../kernel/json.ts'
import { dayMs, toIso } from '../../kernel/time.ts'
import { namedHex } from '../../simulators/named-ids.ts'
import type { Happening, Simulator } from '../../simulators/simulator.ts'
import { signSalesforce } from './sign.ts'

/** The Apex class of a Salesforce organisation that sends contacts and leads as they change. */
export const salesforceSimulator: Simulator = {
  source: 'salesforce',
  signsBody: true,
  life: [
    { topic: 'Lead', step: 'placed' },
    { topic: 'Contact', step: 'paid' },
  ],
  others: [],
  write: (happening) => ({
    body: JSON.stringify([
      happening.topic === 'Lead' ? simulatedLead(happening) : simulatedContact(happening),
    ]),
    headers: {
      'content-type': 'application/json',
      'webhook-id': `707${namedHex(`salesforce:${happening.topic}:${happening.purchase.number}`, 12)}`,
    },
  }),
  sign: ({ headers, body }, secret, nowMs) =>
    signSalesforce(body, [secret], headers['webhook-id'] ?? '', nowMs),
}

/** "2026-11-02T09:00:00.000+0000" */
function writtenMoment(atMs: number): string {
  return toIso(atMs).replace('Z', '+0000')
}

/** What contacts and leads have in common. */
function simulatedRecord({ topic, purchase, atMs }: Happening, keyPrefix: string): JsonObject {
  const { shopper } = purchase
  const id = `${keyPrefix}${String(shopper.index).padStart(12, '0')}AAF`
  return {
    attributes: { type: topic, url: `/services/data/v64.0/sobjects/${topic}/${id}` },
    Id: id,
    IsDeleted: false,
    MasterRecordId: null,
    FirstName: shopper.firstName,
    LastName: shopper.lastName,
    Email: shopper.email,
    Phone: null,
    MobilePhone: shopper.phone,
    LeadSource: 'Web',
    HasOptedOutOfEmail: purchase.anyNumber < 20,
    DoNotCall: false,
    CreatedDate: writtenMoment(atMs - dayMs),
    SystemModstamp: writtenMoment(atMs),
  }
}

function simulatedContact(happening: Happening): JsonObject {
  const { shopper } = happening.purchase
  return {
    ...simulatedRecord(happening, '003'),
    MailingStreet: shopper.street,
    MailingCity: shopper.city,
    MailingPostalCode: shopper.postalCode,
    MailingCountry: 'United Kingdom',
  }
}

function simulatedLead(happening: Happening): JsonObject {
  const { shopper } = happening.purchase
  return {
    ...simulatedRecord(happening, '00Q'),
    Company: '[not provided]',
    Status: 'Open',
    Street: shopper.street,
    City: shopper.city,
    PostalCode: shopper.postalCode,
    Country: 'United Kingdom',
  }
}
