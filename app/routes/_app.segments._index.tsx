import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { SegmentTable } from '../segments/segment-table.tsx'
import {
  movementsAddress,
  parseSegmentKind,
  type SegmentKind,
  segmentKindMeanings,
  segmentKindNames,
  segmentKinds,
  segmentsAddress,
} from '../segments/segments-view.ts'
import { useMay, useTimeZone } from '../session/use-session.ts'

export const meta: MetaFunction = () => [{ title: 'Segments · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const kind = parseSegmentKind(new URL(args.request.url).searchParams)
  const api = await apiClient(args)
  const { segments, ...rest } = expectSuccess(await api.listSegments(), args.request)
  return { ...rest, segments: segments.filter((segment) => segment.kind === kind), kind }
}

export default function SegmentsPage() {
  const { segments, unassignedCount, computedAt, kind } = useLoaderData<typeof loader>()
  const timeZone = useTimeZone()
  return (
    <div className="stack">
      <PageHeader
        title="Segments"
        lead={
          computedAt === null ? 'Not computed yet' : `Last computed ${formatMoment(computedAt, timeZone)}`
        }
      >
        <Segments
          label="Which segments"
          options={segmentKinds.map((each) => ({
            label: segmentKindNames[each],
            to: segmentsAddress(each),
            isCurrent: each === kind,
          }))}
        />
      </PageHeader>
      <p className="quiet">{segmentKindMeanings[kind]}</p>
      {segments.length === 0 ? (
        <Card title="Segments">
          <NoSegments kind={kind} />
        </Card>
      ) : (
        <Card title="Segments" note={`${countOf(unassignedCount, 'customer')} without one`}>
          <div className="stack">
            <SegmentTable segments={segments} />
            <p className="row">
              <ButtonLink to={movementsAddress({ kind })} small>
                Who moved between them
              </ButtonLink>
            </p>
          </div>
        </Card>
      )}
    </div>
  )
}

function NoSegments({ kind }: { kind: SegmentKind }) {
  const mayTrain = useMay('models:manage')
  return kind === 'rfm' ? (
    <EmptyState
      title="No segments yet"
      icon="segments"
      actions={<ButtonLink to="/models">Models</ButtonLink>}
    >
      Customers are put into segments every night, and whenever segments are trained, once enough of them have
      bought to be compared.
    </EmptyState>
  ) : (
    <EmptyState
      title="No segments found yet"
      icon="segments"
      actions={
        <ButtonLink to="/models/segments" look="primary">
          {mayTrain ? 'Train the first model' : 'See the model'}
        </ButtonLink>
      }
    >
      A model has to look for them first. It takes customers who have bought.
    </EmptyState>
  )
}
