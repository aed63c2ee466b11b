import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Facts } from '../components/facts.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PlaceList } from '../components/place-list.tsx'
import { EmptyState } from '../components/states.tsx'
import { OrderList } from '../customers/order-list.tsx'
import { formatDate } from '../format/format-moment.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatCount } from '../format/format-number.ts'
import { KnownIdentifiers } from '../portal/known-identifiers.tsx'
import { KnownTraits } from '../portal/known-traits.tsx'
import { KnownVisits } from '../portal/known-visits.tsx'
import { UseNotice } from '../portal/use-notice.tsx'
import { useTimeZone } from '../session/use-session.ts'

export const meta: MetaFunction = () => [{ title: 'My data' }]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  return expectSuccess(await api.getOwnData(), args.request)
}

const ways = [
  {
    to: '/portal/requests',
    label: 'Take it with you',
    about: 'Download all of it, as a page to read and as a file for programs.',
    icon: 'download',
  },
  {
    to: '/portal/correction',
    label: 'Put it right',
    about: 'Tell the shop what is wrong; it has to answer within a month.',
    icon: 'check',
  },
  {
    to: '/portal/consents',
    label: 'Decide what it is used for',
    about: 'Which messages you get, and whether you are profiled.',
    icon: 'rules',
  },
  {
    to: '/portal/erasure',
    label: 'Have it forgotten',
    about: 'Everything the shop knows about you is deleted, for good.',
    icon: 'close',
  },
] as const

export default function OwnDataPage() {
  const { shop, email, customer, identifiers, privacy } = useLoaderData<typeof loader>()
  const isSent = useSearchParams()[0].get('sent') === 'correction'
  return (
    <div className="stack">
      <PageHeader
        title={`What ${shop} knows about you`}
        lead={`Everything that belongs to ${email}, and where each fact came from.`}
      />
      {isSent ? (
        <Notice tone="good">Your correction is with the shop. You see under Requests how it stands.</Notice>
      ) : null}
      {privacy === null ? null : <UseNotice privacy={privacy} />}
      {customer === null ? (
        <Card title="Nothing">
          <EmptyState title={`${shop} knows nothing about ${email}`} icon="check">
            No visit, message or order came with this address. If you gave the shop another one, ask the shop
            to make an account for that one.
          </EmptyState>
        </Card>
      ) : (
        <>
          <Figures features={customer.features} />
          <KnownTraits traits={customer.traits} />
          {customer.orders.length === 0 ? null : (
            <OrderList orders={customer.orders} features={customer.features} />
          )}
          <KnownVisits features={customer.features} />
          <KnownIdentifiers identifiers={identifiers} />
        </>
      )}
      <h2>What you can do</h2>
      <PlaceList places={ways} />
      <p className="small quiet">
        You have these rights by law, and using them costs nothing. If the shop does not answer in time, you
        may complain to the data protection authority of your country.
      </p>
      <p>
        <ButtonLink to="/portal/requests">See my requests</ButtonLink>
      </p>
    </div>
  )
}

type Features = NonNullable<Awaited<ReturnType<typeof loader>>['customer']>['features']

function Figures({ features }: { features: Features }) {
  const timeZone = useTimeZone()
  const dateOf = (moment: string | null) => (moment === null ? 'Never' : formatDate(moment, timeZone))
  return (
    <Facts
      facts={[
        { name: 'Known since', value: dateOf(features.firstSeenAt) },
        { name: 'Last seen', value: dateOf(features.lastSeenAt) },
        { name: 'Orders', value: formatCount(features.orderCount) },
        {
          name: 'Spent',
          value: features.revenue.length === 0 ? 'Nothing' : features.revenue.map(formatMoney).join(' + '),
        },
      ]}
    />
  )
}
