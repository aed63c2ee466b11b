import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { failedAction } from '../api/failed-action.server.ts'
import { Badge } from '../components/badge.tsx'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Facts } from '../components/facts.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { connectionPath } from '../connections/connection-address.ts'
import { reasonText, verdictWords } from '../connections/connection-words.ts'
import { DeliveredEvents } from '../connections/delivered-events.tsx'
import { DeliveredRequest } from '../connections/delivered-request.tsx'
import { deliveryCounts } from '../connections/delivery-result.ts'
import { ReplayResult } from '../connections/replay-result.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { formatDuration } from '../format/format-duration.ts'
import { formatClock, formatDate } from '../format/format-moment.ts'
import { formatBytes } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'

export const meta: MetaFunction = () => [{ title: 'Delivery · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  return expectSuccess(await api.getDelivery(args.params.deliveryId ?? ''), args.request)
}

/** Maps the delivery again, by the code and settings of today. */
export async function action(args: ActionFunctionArgs) {
  const api = await apiClient(args)
  const answer = await api.replayDelivery(args.params.deliveryId ?? '')
  return answer.ok ? { replay: answer.value } : failedAction(answer.failure, args.request)
}

export default function DeliveryPage() {
  const delivery = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isBusy = useNavigation().state === 'submitting'
  const timeZone = useTimeZone()
  const { source, connectionId, receivedAt, verdict, reason, detail, topic } = delivery
  const { label, tone, meaning } = verdictWords[verdict]
  return (
    <div className="stack">
      <WhereItIs
        trail={[
          { to: '/integrations', label: 'All integrations' },
          { to: connectionPath(delivery), label: `${source}/${connectionId}` },
        ]}
      />
      <PageHeader
        title={topic ?? 'Delivery without a topic'}
        lead={`Received ${formatDate(receivedAt, timeZone)}, ${formatClock(receivedAt, timeZone)}`}
      >
        {delivery.isReplayable ? (
          <Form method="post">
            <Button type="submit" disabled={isBusy}>
              Replay
            </Button>
          </Form>
        ) : null}
      </PageHeader>
      {answer && 'error' in answer ? <Notice tone="bad">{answer.error}</Notice> : null}
      {answer && 'replay' in answer ? <ReplayResult replay={answer.replay} /> : null}
      <Card title="What became of it">
        <p className="row">
          <Badge tone={tone}>{label}</Badge>
          <span>{meaning}</span>
        </p>
        {reason === null ? null : (
          <p className="progress-note">
            {reasonText(reason)} <code>{reason}</code>
          </p>
        )}
        {detail === null ? null : <p className="small quiet">{detail}</p>}
        {delivery.deliveryId === null ? null : (
          <p className="small quiet progress-note">
            Id at the sender: <span className="mono">{delivery.deliveryId}</span>
          </p>
        )}
      </Card>
      <Facts
        facts={[
          { name: 'Turned into', value: deliveryCounts(delivery) || 'No event' },
          { name: 'Answered after', value: formatDuration(delivery.durationMs) },
          { name: 'Size', value: formatBytes(delivery.byteCount) },
          { name: 'Type', value: delivery.contentType?.split(';')[0] ?? 'Not said' },
        ]}
      />
      <DeliveredEvents events={delivery.events} />
      <DeliveredRequest request={delivery.request} />
    </div>
  )
}
