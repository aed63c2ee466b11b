import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { Form, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { SelectField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Pagination } from '../components/pagination.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { countOf } from '../format/format-number.ts'
import { FlowChart } from '../segments/flow-chart.tsx'
import { MovementTable } from '../segments/movement-table.tsx'
import {
  movementsAddress,
  movementsQuery,
  parseMovementsView,
  segmentKindNames,
  segmentKinds,
  segmentsAddress,
} from '../segments/segments-view.ts'

export const meta: MetaFunction = () => [{ title: 'Movement between segments · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const view = parseMovementsView(new URL(args.request.url).searchParams)
  const api = await apiClient(args)
  const list = expectSuccess(await api.listSegmentMovements(movementsQuery(view)), args.request)
  const names = new Set(list.flows.flatMap(({ from, to }) => (from === null ? [to] : [from, to])))
  if (view.segment !== undefined) names.add(view.segment)
  return { ...list, names: [...names].toSorted(), view }
}

export default function SegmentMovementsPage() {
  const { movements, flows, nextCursor, names, view } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: segmentsAddress(view.kind), label: 'All segments' }]} />
      <PageHeader
        title="Movement between segments"
        lead={
          view.segment === undefined
            ? 'Who went from one segment to another, and why.'
            : `Into and out of ${view.segment}`
        }
      >
        <Segments
          label="Which segments"
          options={segmentKinds.map((kind) => ({
            label: segmentKindNames[kind],
            to: movementsAddress({ kind }),
            isCurrent: kind === view.kind,
          }))}
        />
      </PageHeader>
      <Form className="form-inline" role="search" action="/segments/movements" key={movementsAddress(view)}>
        <SelectField label="Segment" name="segment" defaultValue={view.segment ?? ''}>
          <option value="">Any segment</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </SelectField>
        {view.kind === 'rfm' ? null : <input type="hidden" name="kind" value={view.kind} />}
        <div className="row">
          <Button type="submit">Filter</Button>
          {view.segment === undefined ? null : (
            <ButtonLink to={movementsAddress({ kind: view.kind })} look="quiet">
              Clear
            </ButtonLink>
          )}
        </div>
      </Form>
      <div className="split">
        <Card title="Movements" note={countOf(movements.length, 'row')}>
          {movements.length === 0 ? (
            <EmptyState title="Nobody moved" icon="segments">
              Whoever goes from one segment to another is written down here, at the latest the night after.
            </EmptyState>
          ) : (
            <MovementTable movements={movements} />
          )}
          <Pagination
            label="Pages of movements"
            summary={`${countOf(movements.length, 'movement')} on this page`}
            firstHref={
              view.cursor === undefined ? undefined : movementsAddress({ ...view, cursor: undefined })
            }
            nextHref={nextCursor === null ? undefined : movementsAddress({ ...view, cursor: nextCursor })}
          />
        </Card>
        {flows.length === 0 ? null : (
          <Card title="Most taken ways" note="last 30 days">
            <FlowChart flows={flows} />
          </Card>
        )}
      </div>
    </div>
  )
}
