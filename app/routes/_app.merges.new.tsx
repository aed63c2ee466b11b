import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { failedAction } from '../api/failed-action.server.ts'
import { Card } from '../components/card.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Segments } from '../components/segments.tsx'
import { customerAddress, newMergeAddress } from '../identity/addresses.ts'
import { ConfirmDecision } from '../identity/confirm-decision.tsx'
import { doneAddress } from '../identity/done.ts'
import { PreviewChanges } from '../identity/preview-changes.tsx'
import { readBasis } from '../identity/read-basis.server.ts'
import { RefusedNotice } from '../identity/refused-notice.tsx'
import { SideComparison } from '../identity/side-comparison.tsx'
import { sideTitles } from '../identity/side-title.ts'

export const meta: MetaFunction = () => [{ title: 'Merge two customers · Patron' }]

/** After a refused decision the page shows what is so now. */
export const shouldRevalidate = () => true

/** `?customer=<id>&customer=<id>`, and `&survivor=<id>` for the one that stays. */
function chosen(request: Request): { customerIds: string[]; survivorId: string | undefined } {
  const params = new URL(request.url).searchParams
  const customerIds = params.getAll('customer')
  if (customerIds.length !== 2) throw data(null, { status: 404 })
  return { customerIds, survivorId: params.get('survivor') ?? undefined }
}

export async function loader(args: LoaderFunctionArgs) {
  const { customerIds, survivorId } = chosen(args.request)
  const api = await apiClient(args)
  const preview = expectSuccess(await api.previewMerge({ customerIds, survivorId }), args.request)
  return { preview, customerIds, survivorId: survivorId ?? preview.after[0]?.customer?.id }
}

export async function action(args: ActionFunctionArgs) {
  const { customerIds, survivorId } = chosen(args.request)
  const form = await args.request.formData()
  const api = await apiClient(args)
  const answer = await api.mergeCustomers({ customerIds, survivorId, basis: readBasis(form) })
  if (!answer.ok) return failedAction(answer.failure, args.request)
  const merge = answer.value
  return redirect(
    doneAddress(customerAddress(merge.survivorId), {
      kind: 'merged',
      mergeId: merge.mergeId,
      customerIds: [],
    }),
  )
}

export default function NewMergePage() {
  const { preview, customerIds, survivorId } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const titles = sideTitles(preview.before)
  const sides = preview.before.map((side, index) => {
    const customerId = side.customer?.id ?? customerIds[index] ?? ''
    return { key: customerId, title: titles[index] ?? '', customerId, side }
  })
  return (
    <div className="stack">
      <nav aria-label="Where this page is" className="row small">
        {sides.map(({ customerId, title }) => (
          <Link key={customerId} to={customerAddress(customerId)}>
            {title}
          </Link>
        ))}
      </nav>
      <PageHeader title="Merge two customers?" lead="Compare them first. Nothing has changed yet." />
      <RefusedNotice error={refused?.error} />
      <Card title="Side by side">
        <SideComparison sides={sides} merged={preview.after[0]} />
      </Card>
      <Card title="If they are merged" note="it can be undone">
        <div className="stack">
          <div className="survivor">
            <p>Which one stays? Its id and its address stay the same.</p>
            <Segments
              label="Which customer stays"
              options={sides.map(({ customerId, title }) => ({
                label: title,
                to: newMergeAddress(customerIds, customerId),
                isCurrent: customerId === survivorId,
              }))}
            />
          </div>
          <PreviewChanges preview={preview} />
        </div>
      </Card>
      <ConfirmDecision
        basis={preview.basis}
        label="Merge them"
        busyLabel="Merging…"
        cancelTo={customerAddress(customerIds[0] ?? '')}
      />
    </div>
  )
}
