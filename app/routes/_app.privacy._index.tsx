import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { Form, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { SelectField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Pagination } from '../components/pagination.tsx'
import { PlaceList } from '../components/place-list.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { countOf, formatCount } from '../format/format-number.ts'
import {
  type PrivacyView,
  parsePrivacyView,
  privacyAddress,
  privacyQuery,
  viewStatuses,
} from '../privacy/privacy-view.ts'
import { RequestTable } from '../privacy/request-table.tsx'
import { requestKinds, requestStatuses } from '../privacy/request-words.ts'
import { useMay } from '../session/use-session.ts'

export const meta: MetaFunction = () => [{ title: 'Privacy · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const view = parsePrivacyView(new URL(args.request.url).searchParams)
  const api = await apiClient(args)
  const page = expectSuccess(await api.listPrivacyRequests(privacyQuery(view)), args.request)
  return { ...page, view, nowMs: Date.now() }
}

export default function PrivacyPage() {
  const { requests, total, nextCursor, view, nowMs } = useLoaderData<typeof loader>()
  const mayAnswer = useMay('privacy:manage')
  return (
    <div className="stack">
      <PageHeader title="Privacy" lead="What people ask about their data, and by when it has to be answered.">
        {mayAnswer ? (
          <ButtonLink to="/privacy/new" look="primary">
            New request
          </ButtonLink>
        ) : null}
      </PageHeader>
      <Card title="Requests" note={countOf(total, 'request')}>
        <div className="stack">
          <div className="filter-bar">
            <Segments
              label="Which requests"
              options={viewStatuses.map((status) => ({
                label: status === 'all' ? 'All' : requestStatuses[status].name,
                to: privacyAddress({ ...view, status, cursor: undefined }),
                isCurrent: status === view.status,
              }))}
            />
            <KindForm view={view} />
          </div>
          {requests.length === 0 ? (
            <EmptyState title={view.status === 'open' ? 'Nothing waits' : 'No requests'} icon="shield">
              {view.status === 'open'
                ? 'No request waits for an answer. New ones come from the portal, from connected shops, or are noted here.'
                : 'None fits what you chose above.'}
            </EmptyState>
          ) : (
            <RequestTable requests={requests} nowMs={nowMs} />
          )}
          <Pagination
            label="Pages of requests"
            summary={`${formatCount(requests.length)} of ${formatCount(total)} on this page`}
            firstHref={view.cursor === undefined ? undefined : privacyAddress({ ...view, cursor: undefined })}
            nextHref={nextCursor === null ? undefined : privacyAddress({ ...view, cursor: nextCursor })}
          />
        </div>
      </Card>
      <MorePlaces />
    </div>
  )
}

function KindForm({ view }: { view: PrivacyView }) {
  return (
    <Form className="form-inline" role="search" action="/privacy" key={view.kind}>
      <SelectField label="Kind" name="kind" defaultValue={view.kind ?? ''}>
        <option value="">Any</option>
        {Object.entries(requestKinds).map(([kind, { name }]) => (
          <option key={kind} value={kind}>
            {name}
          </option>
        ))}
      </SelectField>
      <input type="hidden" name="status" value={view.status} />
      <div className="row">
        <Button type="submit">Filter</Button>
      </div>
    </Form>
  )
}

function MorePlaces() {
  const mayExport = useMay('exports:read')
  return (
    <>
      <PlaceList
        places={[
          {
            to: '/privacy/record',
            label: 'Record of processing',
            about: 'What is done with which data, on what ground and for how long (Art. 30 GDPR).',
            icon: 'inbox',
          },
          {
            to: '/privacy/retention',
            label: 'Retention',
            about: 'How long each kind of data is kept, and the proof that it is gone after that.',
            icon: 'history',
          },
        ]}
      />
      {mayExport ? (
        <Card title="Anonymised data">
          <div className="stack">
            <p>
              Customers in groups of ten or more, by region, month, orders and revenue: for analysis outside,
              without anybody in it who could be told apart.
            </p>
            <p>
              <a className="button" href="/v1/exports/customers.csv" download="customers-anonymised.csv">
                Download as CSV
              </a>
            </p>
          </div>
        </Card>
      ) : null}
    </>
  )
}
