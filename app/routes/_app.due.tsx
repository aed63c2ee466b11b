import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { SelectField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Pagination } from '../components/pagination.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { countOf, formatCount } from '../format/format-number.ts'
import { DueTable, dueStateWords } from '../predictions/due-table.tsx'
import {
  type DueView,
  dueAddress,
  dueHorizons,
  dueQuery,
  dueStates,
  dueSubjects,
  parseDueView,
} from '../predictions/due-view.ts'

export const meta: MetaFunction = () => [{ title: 'Due soon · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const view = parseDueView(new URL(args.request.url).searchParams)
  const api = await apiClient(args)
  const list = expectSuccess(await api.listDuePurchases(dueQuery(view)), args.request)
  return { ...list, view, nowMs: Date.now() }
}

export default function DuePage() {
  const { purchases, total, nextCursor, view, nowMs } = useLoaderData<typeof loader>()
  const only = purchases[0]?.productName ?? view.subject
  return (
    <div className="stack">
      <PageHeader title="Due soon" lead="Who will probably buy what again, from how often they did before.">
        <Segments
          label="Which purchases"
          options={dueStates.map((state) => ({
            label: state === 'all' ? 'All' : dueStateWords[state].name,
            to: dueAddress({ ...view, state, cursor: undefined }),
            isCurrent: state === view.state,
          }))}
        />
      </PageHeader>
      <Segments
        label="What is expected"
        options={dueSubjects.map((by) => ({
          label: by === 'product' ? 'Products' : 'Categories',
          to: dueAddress({ ...view, by, subject: undefined, cursor: undefined }),
          isCurrent: by === view.by,
        }))}
      />
      <HorizonForm view={view} />
      <Card
        title={view.subject === undefined ? 'Purchases' : `Purchases of ${only}`}
        note={countOf(total, 'purchase')}
      >
        {purchases.length === 0 ? (
          <NothingDue view={view} />
        ) : (
          <DueTable purchases={purchases} view={view} nowMs={nowMs} />
        )}
        <Pagination
          label="Pages of due purchases"
          summary={`${formatCount(purchases.length)} of ${formatCount(total)} on this page`}
          firstHref={view.cursor === undefined ? undefined : dueAddress({ ...view, cursor: undefined })}
          nextHref={nextCursor === null ? undefined : dueAddress({ ...view, cursor: nextCursor })}
        />
      </Card>
    </div>
  )
}

/** How far ahead to look, and the way back from a single product or category to all. */
function HorizonForm({ view }: { view: DueView }) {
  return (
    <Form className="form-inline" role="search" action="/due" key={dueAddress(view)}>
      <SelectField label="Look ahead" name="days" defaultValue={view.days}>
        {dueHorizons.map((days) => (
          <option key={days} value={days}>
            {days} days
          </option>
        ))}
      </SelectField>
      {view.state === 'all' ? null : <input type="hidden" name="state" value={view.state} />}
      {view.subject === undefined ? (
        view.by === 'product' ? null : (
          <input type="hidden" name="by" value={view.by} />
        )
      ) : (
        <input type="hidden" name={view.by} value={view.subject} />
      )}
      <div className="row">
        <Button type="submit">Show</Button>
        {view.subject === undefined ? null : (
          <ButtonLink to={dueAddress({ ...view, subject: undefined, cursor: undefined })} look="quiet">
            {view.by === 'product' ? 'All products' : 'All categories'}
          </ButtonLink>
        )}
      </div>
    </Form>
  )
}

function NothingDue({ view }: { view: DueView }) {
  const isNarrowed = view.state !== 'all' || view.subject !== undefined
  return isNarrowed ? (
    <EmptyState
      title="Nothing like that is due"
      icon="search"
      actions={<ButtonLink to={dueAddress({ days: view.days, by: view.by })}>Show all</ButtonLink>}
    >
      Nobody fits what you chose above within {view.days} days.
    </EmptyState>
  ) : (
    <EmptyState
      title="Nothing is due"
      icon="due"
      actions={<Link to="/models/consumption">See the model</Link>}
    >
      When people buy the same product again and again, the next time is foretold here. It takes a trained
      model and orders that say which products were bought.
    </EmptyState>
  )
}
