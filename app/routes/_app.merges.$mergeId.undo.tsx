import {
  type ActionFunctionArgs,
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
import { PreviewChanges } from '../identity/preview-changes.tsx'
import { readBasis } from '../identity/read-basis.server.ts'
import { RefusedNotice } from '../identity/refused-notice.tsx'
import { SideComparison } from '../identity/side-comparison.tsx'
import { sideTitles } from '../identity/side-title.ts'
import { MergeEvidence } from '../merges/merge-evidence.tsx'
import { useTimeZone } from '../session/use-session.ts'

/** The most the API lists at once; a customer with more merges is shown without the merge's own story. */
const mostMerges = 200

export const meta: MetaFunction = () => [{ title: 'Undo a merge · Patron' }]

/** After a refused decision the page shows what is so now. */
export const shouldRevalidate = () => true

export async function loader(args: LoaderFunctionArgs) {
  const mergeId = args.params.mergeId ?? ''
  const api = await apiClient(args)
  const preview = expectSuccess(await api.previewUndo(mergeId), args.request)
  const customerId = preview.before[0]?.customer?.id
  const list = customerId === undefined ? undefined : await api.listMerges({ customerId, limit: mostMerges })
  const merge = list?.ok ? list.value.merges.find((candidate) => candidate.mergeId === mergeId) : undefined
  return { preview, merge, customerId }
}

export async function action(args: ActionFunctionArgs) {
  const form = await args.request.formData()
  const api = await apiClient(args)
  const answer = await api.undoMerge(args.params.mergeId ?? '', readBasis(form))
  if (!answer.ok) return failedAction(answer.failure, args.request)
  const { survivorId, mergedId } = answer.value
  return redirect(
    doneAddress(customerAddress(survivorId), { kind: 'merge-undone', customerIds: [survivorId, mergedId] }),
  )
}

export default function UndoMergePage() {
  const { preview, merge, customerId } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const timeZone = useTimeZone()
  const titles = sideTitles(preview.after)
  return (
    <div className="stack">
      <nav aria-label="Where this page is">
        <Link to="/merges" className="small">
          Merge log
        </Link>
      </nav>
      <PageHeader title="Undo a merge?" lead="This is what it would come to. Nothing has changed yet." />
      <RefusedNotice error={refused?.error} />
      {merge === undefined ? null : (
        <Card title="The merge" note={formatMoment(merge.mergedAt, timeZone)}>
          <p>
            {merge.mergedName ?? 'A customer'} was merged into {merge.survivorName ?? 'another one'} by{' '}
            {merge.decidedBy ?? 'the rules'}.
          </p>
          <MergeEvidence merge={merge} />
        </Card>
      )}
      <Card title="What would change">
        <PreviewChanges preview={preview} />
      </Card>
      <Card title="The customers as they would be">
        <SideComparison
          sides={preview.after.map((side, index) => ({
            key: `side-${index}`,
            title: titles[index] ?? '',
            side,
          }))}
        />
      </Card>
      <ConfirmDecision
        basis={preview.basis}
        label="Undo the merge"
        busyLabel="Undoing…"
        cancelTo={customerId === undefined ? '/merges' : customerAddress(customerId)}
      />
    </div>
  )
}
