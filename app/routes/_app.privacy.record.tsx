import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { ProcessingRecord } from '#shared/contracts/processing-record.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Table } from '../components/table.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { formatDate, formatMoment } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'

export const meta: MetaFunction = () => [{ title: 'Record of processing · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  return expectSuccess(await api.getProcessingRecord(), args.request)
}

const recipientKinds = {
  source: 'Sends data here',
  destination: 'Is sent data',
  processor: 'Works for the shop',
} as const

export default function ProcessingRecordPage() {
  const { madeAt, controller, residency, activities, recipients, measures } = useLoaderData<typeof loader>()
  const timeZone = useTimeZone()
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/privacy', label: 'All requests' }]} />
      <PageHeader
        title="Record of processing"
        lead={`Of ${controller.name}, ${controller.country}, by Art. 30 GDPR; made from the code and the settings on ${formatMoment(madeAt, timeZone)}.`}
      />
      <Card title="What is done with data" note={countOf(activities.length, 'activity', 'activities')}>
        <ul className="event-list">
          {activities.map((activity) => (
            <Activity key={activity.name} activity={activity} />
          ))}
        </ul>
      </Card>
      <Card title="Who gets or sends it" note={countOf(recipients.length, 'recipient')}>
        {recipients.length === 0 ? (
          <p className="quiet">Nobody is connected.</p>
        ) : (
          <Table
            caption="Recipients and sources"
            rows={recipients}
            rowKey={({ kind, name }) => `${kind} ${name}`}
            columns={[
              { key: 'name', label: 'Name', cell: (row) => row.name },
              { key: 'kind', label: 'Which way', cell: (row) => <Badge>{recipientKinds[row.kind]}</Badge> },
              { key: 'what', label: 'What', cell: (row) => row.what },
              {
                key: 'since',
                label: 'Since',
                cell: (row) => (row.since === null ? 'The beginning' : formatDate(row.since, timeZone)),
              },
            ]}
          />
        )}
      </Card>
      <Card
        title="How it is kept safe"
        note={residency === 'eu' ? 'kept in the European Union' : 'kept anywhere'}
      >
        <ul className="bullets">
          {measures.map((measure) => (
            <li key={measure}>{measure}</li>
          ))}
        </ul>
      </Card>
    </div>
  )
}

function Activity({ activity }: { activity: ProcessingRecord['activities'][number] }) {
  const facts = [
    ['Ground', activity.legalBasis],
    ['People', activity.people.join(', ')],
    ['Data', activity.categories.join(', ')],
    ['Kept', activity.retention],
    ['Where', activity.stores.join(', ')],
  ] as const
  return (
    <li>
      <h3>{activity.name}</h3>
      <p>{activity.purpose}</p>
      <dl className="properties small">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </li>
  )
}
