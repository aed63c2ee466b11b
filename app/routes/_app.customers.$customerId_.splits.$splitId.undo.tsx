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
import { formatMoment } from '../format/format-moment.ts'
import { customerAddress } from '../identity/addresses.ts'
import { ConfirmDecision } from '../identity/confirm-decision.tsx'
import { doneAddress } from '../identity/done.ts'
import { IdentifierWords } from '../identity/identifier-text.tsx'
import { PreviewChanges } from '../identity/preview-changes.tsx'
import { RefusedNotice } from '../identity/refused-notice.tsx'
import { SideComparison } from '../identity/side-comparison.tsx'
import { sideTitles } from '../identity/side-title.ts'
import { useTimeZone } from '../session/use-session.ts'

/** The most the API lists at once. */
const mostSplits = 200

export const meta: MetaFunction = () => [{ title: 'Undo a split · Patron' }]

/** After a refused decision the page shows what is so now. */
export const shouldRevalidate = () => true

/** To undo a split is to merge the two again, so that is what the preview shows. */
export async function loader(args: LoaderFunctionArgs) {
  const { request, params } = args
  const api = await apiClient(args)
  const list = await api.listSplits({ customerId: params.customerId, limit: mostSplits })
  const split = expectSuccess(list, request).splits.find(({ splitId }) => splitId === params.splitId)
  if (split === undefined) throw data(null, { status: 404 })
  const { customerId, newCustomerId } = split
  const merge = { customerIds: [customerId, newCustomerId], survivorId: customerId }
  return { split, preview: expectSuccess(await api.previewMerge(merge), request) }
}

export async function action(args: ActionFunctionArgs) {
  const api = await apiClient(args)
  const answer = await api.undoSplit(args.params.splitId ?? '')
  if (!answer.ok) return failedAction(answer.failure, args.request)
  const { customerId } = answer.value
  return redirect(doneAddress(customerAddress(customerId), { kind: 'split-undone', customerIds: [] }))
}

export default function UndoSplitPage() {
  const { split, preview } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const timeZone = useTimeZone()
  const titles = sideTitles(preview.before)
  return (
    <div className="stack">
      <nav aria-label="Where this page is">
        <Link to={customerAddress(split.customerId)} className="small">
          {titles[0] ?? 'The customer'}
        </Link>
      </nav>
      <PageHeader title="Undo a split?" lead="The two become one customer again. Nothing has changed yet." />
      <RefusedNotice error={refused?.error} />
      <Card title="The split" note={formatMoment(split.splitAt, timeZone)}>
        <p>{split.decidedBy} took these out:</p>
        <IdentifierWords identifiers={split.identifiers} />
      </Card>
      <Card title="What would change">
        <PreviewChanges preview={preview} />
      </Card>
      <Card title="The two as they are">
        <SideComparison
          sides={preview.before.map((side, index) => ({
            key: `side-${index}`,
            title: titles[index] ?? '',
            side,
          }))}
          merged={preview.after[0]}
        />
      </Card>
      <ConfirmDecision
        basis={preview.basis}
        label="Undo the split"
        busyLabel="Undoing…"
        cancelTo={customerAddress(split.customerId)}
      />
    </div>
  )
}
