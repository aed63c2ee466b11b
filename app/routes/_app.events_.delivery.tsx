import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { Card } from '../components/card.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { connectionPath } from '../connections/connection-address.ts'
import { WhereItIs } from '../connections/where-it-is.tsx'

export const meta: MetaFunction = () => [{ title: 'Delivery of an event · Patron' }]

/** Leads on to the delivery that an event came in. */
export async function loader(args: LoaderFunctionArgs) {
  const params = new URL(args.request.url).searchParams
  const of = (name: string) => params.get(name) ?? ''
  const event = { source: of('source'), id: of('id'), receivedAt: of('receivedAt') }
  const api = await apiClient(args)
  const found = await api.findDeliveryOfEvent(event)
  if (found.ok) throw redirect(`/deliveries/${encodeURIComponent(found.value.deliveryId)}`)
  if (found.failure.status !== 404) expectSuccess(found, args.request)
  return event
}

/** There is none: says why that may be. */
export default function NoDeliveryPage() {
  const { source, id } = useLoaderData<typeof loader>()
  const [kind = '', ...rest] = source.split('/')
  const connection = { source: kind, connectionId: rest.join('/') }
  return (
    <div className="stack">
      <WhereItIs
        trail={[
          { to: '/events', label: 'All events' },
          { to: connectionPath(connection), label: source },
        ]}
      />
      <PageHeader title="The delivery is not kept" lead={`What the event ${id} came in cannot be shown.`} />
      <Card title="Why that is">
        <p>
          Deliveries are kept for 7 days. After that the event itself stays with its customer, and what was
          sent cannot be read or replayed any more.
        </p>
        <p className="small quiet progress-note">
          There is none either when the event was read by a back-fill or came under a key, or when the
          database could not be reached as it came. What came a moment ago is written down within seconds.
        </p>
      </Card>
    </div>
  )
}
