import type { ExportSection } from '../../contracts/person-export.ts'
import { customerFeatures } from '../../customers/customer-features.ts'
import { consentsView, featuresView, orderView } from '../../customers/views/customer-view.ts'
import { identityView } from '../../customers/views/identity-view.ts'
import { featureCatalogue } from '../../features/feature-catalogue.ts'
import type { Json, JsonObject } from '../../kernel/json.ts'
import { own } from '../../kernel/own.ts'
import { toIso } from '../../kernel/time.ts'
import { predictionView } from '../../predictions/views/prediction-view.ts'
import { customerPrivacy } from '../customer-privacy.ts'
import { featureDefinitions } from './feature-definitions.ts'
import type { PersonFacts } from './person-facts.ts'

type Columns = Readonly<Record<string, string>>

/**
 * The parts of an export of one person that are short enough to be held at once, in the order in which a person reads
 * them, as of a moment (UTC epoch ms); the events come after them. Whoever stores something new about people adds a section here.
 */
export function exportSections(facts: PersonFacts, asOfMs: number): ExportSection[] {
  const { record, orders, cluster, consents, tenant } = facts
  const identity = identityView(record, cluster.merges, cluster.sharedKeys)
  const features = featuresView(record.state, orders)
  return [
    section(
      'identifiers',
      'What we recognise you by',
      'Addresses, numbers and cookies that belong to you, and where each was first seen.',
      {
        type: 'Kind',
        value: 'Value',
        firstSeenAt: 'First seen',
        lastSeenAt: 'Last seen',
        eventCount: 'How often',
        firstEvent: 'First seen in',
        sources: 'Through',
      },
      identity.identifiers,
    ),
    section(
      'traits',
      'What we were told about you',
      'The newest that each source said; where it came from stands beside it.',
      { name: 'What', value: 'Value', source: 'From', since: 'Since' },
      Object.entries(record.state.traits).map(([name, { value, source, occurredAt }]) => {
        return { name, value, source, since: toIso(occurredAt) }
      }),
    ),
    section(
      'consents',
      'What you allow and refuse',
      'What holds now. Where nothing is listed, you have said nothing.',
      { purpose: 'For', channel: 'By', isGranted: 'Allowed', since: 'Since', source: 'From' },
      consentsView(record.state),
    ),
    section(
      'consent-history',
      'Everything you ever said about that',
      'With what shows that you said it, where we know. A signal of your browser is told once a day, and again after another word of yours.',
      {
        statedAt: 'Said',
        purpose: 'For',
        channel: 'By',
        isGranted: 'Allowed',
        source: 'From',
        signal: 'Signal of your browser',
        proof: 'Shown by',
      },
      consents,
    ),
    section(
      'use',
      'What may be done with your data',
      'Whether you have limited its use, and whether predictions may be made about you.',
      { name: 'What', value: 'Value' },
      pairs(customerPrivacy(record.state.consents, tenant)),
    ),
    section(
      'orders',
      'Your orders',
      'As the shop knows them, with what you paid.',
      {
        orderId: 'Number',
        source: 'From',
        kind: 'Kind',
        status: 'State',
        placedAt: 'Placed',
        channel: 'Where',
        amount: 'Amount',
        lines: 'What',
      },
      orders.map(orderView),
    ),
    section(
      'features',
      'Figures computed about you',
      'Each with what it means. No decision about you is made by them alone.',
      { name: 'Figure', value: 'Value', definition: 'What it means' },
      pairs(features).map(({ name, value }) => {
        return { name, value, definition: own(featureDefinitions, name) ?? '' }
      }),
    ),
    section(
      'computed-features',
      'Figures that predictions are made from',
      'Each with how it is computed, at the moment this was made. Amounts are in the smallest unit of the currency of the shop.',
      {
        name: 'Figure',
        value: 'Value',
        unit: 'Unit',
        meaning: 'What it means',
        formula: 'How it is computed',
      },
      featureRows(facts, asOfMs),
    ),
    section(
      'predictions',
      'What is predicted of you',
      'Each with what it was told from, and by what: a model with its version, or a rule. A lifetime value is in the smallest unit of the currency of the shop.',
      {
        kind: 'What',
        subject: 'Of which product or trait',
        subjectName: 'Its name',
        label: 'In a word',
        value: 'Figure',
        lower: 'At least',
        upper: 'At most',
        confidence: 'How sure, 0 to 1',
        expectedAt: 'Expected',
        interval: 'Between',
        factors: 'Because of',
        modelVersion: 'By the model',
        predictionType: 'In which way',
        predictedAt: 'Made',
        expiresAt: 'Holds until',
      },
      facts.predictions.map(predictionView),
    ),
    section(
      'segment-movements',
      'From which group of customers to which you went',
      'Customers who buy alike are in a group, which may decide what is offered to them.',
      {
        movedAt: 'When',
        kind: 'Groups of',
        previousSegment: 'From',
        newSegment: 'To',
        reasonCodes: 'Because of',
        segmentationScore: 'Figure, 0 to 1',
        confidence: 'How sure, 0 to 1',
        modelVersion: 'By the model',
      },
      facts.movements.map((movement) => ({ ...movement, movedAt: toIso(movement.movedAt) })),
    ),
    section(
      'consumption-events',
      'Purchases that were expected of you',
      'When a purchase became due, or was expected at another time than before; kept for 30 days.',
      {
        predictedAt: 'When',
        productId: 'Product',
        productName: 'Its name',
        expectedAt: 'Expected',
        confidence: 'How sure, 0 to 1',
        predictionType: 'In which way',
        factors: 'Because of',
        isAlert: 'Became due',
      },
      facts.consumptionEvents.map((event) => ({
        ...event,
        expectedAt: toIso(event.expectedAt),
        predictedAt: toIso(event.predictedAt),
      })),
    ),
    section(
      'messages',
      'Messages between us',
      'What was sent to you and what you wrote.',
      { occurredAt: 'When', name: 'What', source: 'Through', properties: 'Details' },
      facts.messages,
    ),
    section(
      'merges',
      'How your record came about',
      'Records that turned out to be yours and were put together, with the reason.',
      {
        mergedAt: 'When',
        rule: 'Because of',
        identifiers: 'Shown by',
        survivorId: 'Into',
        mergedId: 'From',
        undoneAt: 'Taken back',
      },
      // The identifiers of a merge that was taken back may be somebody else's.
      identity.merges.map((merge) => (merge.undoneAt === null ? merge : { ...merge, identifiers: [] })),
    ),
    section(
      'destinations',
      'Where your data was sent',
      'Systems of others that were told about you, and what became of it.',
      { label: 'To', source: 'System', state: 'State', remoteId: 'Their number', updatedAt: 'When' },
      facts.told.map((told) => ({ ...told, updatedAt: toIso(told.updatedAt) })),
    ),
    section(
      'recipients',
      'Systems that the shop is connected with',
      'Where data may come from, or go to when you do not refuse it.',
      { name: 'System', kind: 'Kind' },
      facts.recipients,
    ),
    section(
      'requests',
      'What you asked for before',
      'Requests about your data.',
      { requestedAt: 'When', kind: 'What', status: 'State', completedAt: 'Answered' },
      facts.requests.map(({ kind, status, requestedAt, completedAt }) => ({
        kind,
        status,
        requestedAt: toIso(requestedAt),
        completedAt: completedAt === null ? null : toIso(completedAt),
      })),
    ),
    section(
      'retention',
      'How long it is kept',
      'In days. When you have not been seen for so long, you are forgotten.',
      { name: 'What', value: 'Days' },
      pairs(tenant.retention),
    ),
  ]
}

/** Of each row only what has a column, and what a source added in the shape that JSON gives it. */
function section(
  name: string,
  title: string,
  explanation: string,
  columns: Columns,
  rows: readonly object[],
): ExportSection {
  const names = Object.keys(columns)
  const plain: JsonObject[] = JSON.parse(JSON.stringify(rows))
  return {
    name,
    title,
    explanation,
    columns: Object.entries(columns).map(([column, heading]) => ({ name: column, title: heading })),
    rows: plain.map((row) => Object.fromEntries(names.map((column) => [column, row[column] ?? null]))),
  }
}

function featureRows({ tenant, record, orders, brands }: PersonFacts, asOfMs: number): object[] {
  const vector = customerFeatures(tenant, record, orders, asOfMs, brands)
  return featureCatalogue.map(({ name, unit, meaning, formula }) => {
    return { name, value: vector[name] ?? null, unit, meaning, formula }
  })
}

function pairs(values: object): { name: string; value: Json }[] {
  return Object.entries(values).map(([name, value]) => ({ name, value: value as Json }))
}
