import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal } from '../api/form-refusal.server.ts'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Pagination } from '../components/pagination.tsx'
import { EmptyState } from '../components/states.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { changeConsents } from '../consents/change-consents.server.ts'
import { ConsentHistory } from '../consents/consent-history.tsx'
import { NoteConsentForm } from '../consents/note-consent-form.tsx'
import { UseCard } from '../consents/use-card.tsx'
import { PrivacyCard } from '../customers/privacy-card.tsx'
import { countOf } from '../format/format-number.ts'
import { consentsAddress, customerAddress } from '../identity/addresses.ts'
import { useMay } from '../session/use-session.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Consents of ${data?.customer.displayName ?? 'a customer'} · Patron` },
]

/** `?saved=yes` says that what was changed just now is in force; `?cursor=` shows the history from further back. */
export async function loader(args: LoaderFunctionArgs) {
  const { request, params } = args
  const customerId = params.customerId ?? ''
  const cursor = new URL(request.url).searchParams.get('cursor') ?? undefined
  const api = await apiClient(args)
  const [customer, consents] = await Promise.all([
    api.getCustomer(customerId),
    api.listConsentHistory(customerId, { cursor }),
  ])
  const found = expectSuccess(customer, request)
  if (found.id !== customerId) throw redirect(consentsAddress(found.id))
  return { customer: found, ...expectSuccess(consents, request), cursor }
}

export async function action(args: ActionFunctionArgs) {
  const { request, params } = args
  const customerId = params.customerId ?? ''
  const form = await request.formData()
  const api = await apiClient(args)
  const answer = await changeConsents(api, customerId, form)
  if (answer.ok) return redirect(`${consentsAddress(customerId)}?saved=yes`)
  const texts = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
  return formRefusal(answer.failure, request, texts)
}

export default function CustomerConsentsPage() {
  const { customer, history, nextCursor, cursor } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const mayNote = useMay('customers:write')
  const isSaved = useSearchParams()[0].get('saved') === 'yes'
  const here = consentsAddress(customer.id)
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: customerAddress(customer.id), label: customer.displayName }]} />
      <PageHeader title="Consents and privacy" lead={customer.displayName} />
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      {isSaved && refused === undefined ? <Notice tone="good">Noted. It holds from now on.</Notice> : null}
      <div className="split">
        <div className="stack">
          {mayNote ? (
            <Card title="Note what the person said">
              <NoteConsentForm refused={refused} />
            </Card>
          ) : null}
          <Card title="History" note={`${countOf(history.length, 'statement')} on this page`}>
            {history.length === 0 ? (
              <EmptyState title="Nothing was said" icon="history">
                What the person allows and refuses is listed here, with what shows that they said it.
              </EmptyState>
            ) : (
              <ConsentHistory history={history} />
            )}
            <Pagination
              label="Pages of the history"
              summary=""
              firstHref={cursor === undefined ? undefined : here}
              nextHref={nextCursor === null ? undefined : `${here}?cursor=${encodeURIComponent(nextCursor)}`}
            />
          </Card>
        </div>
        <div className="stack">
          <PrivacyCard customer={customer} />
          <UseCard customer={customer} />
        </div>
      </div>
    </div>
  )
}
