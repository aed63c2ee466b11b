import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal } from '../api/form-refusal.server.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { Table } from '../components/table.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { countOf } from '../format/format-number.ts'
import { AnswerCard } from '../privacy/answer-card.tsx'
import { RequestFacts } from '../privacy/request-facts.tsx'
import { requestAddress, requestKinds, requestStatuses } from '../privacy/request-words.ts'

const refreshEveryMs = 3_000

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data === undefined ? 'Request' : requestKinds[data.found.kind].name} · Patron` },
]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const found = expectSuccess(await api.getPrivacyRequest(args.params.requestId ?? ''), args.request)
  const isRunning = found.status === 'running'
  return { found, nowMs: Date.now(), ...(isRunning && { refreshSeconds: refreshEveryMs / 1_000 }) }
}

/** `intent` is "export", "grant" or "decline". */
export async function action(args: ActionFunctionArgs) {
  const { request, params } = args
  const requestId = params.requestId ?? ''
  const form = await request.formData()
  const api = await apiClient(args)
  const intent = form.get('intent')
  const answer =
    intent === 'export'
      ? await api.answerExport(requestId)
      : await api.completePrivacyRequest(requestId, { isGranted: intent === 'grant' })
  return answer.ok ? redirect(requestAddress(requestId)) : formRefusal(answer.failure, request)
}

export default function PrivacyRequestPage() {
  const { found, nowMs, refreshSeconds } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  useAutoRefresh(refreshEveryMs, refreshSeconds !== undefined)
  const { name, tone } = requestStatuses[found.status]
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/privacy', label: 'All requests' }]} />
      <PageHeader title={requestKinds[found.kind].name}>
        <Badge tone={tone}>{name}</Badge>
      </PageHeader>
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      <RequestFacts request={found} nowMs={nowMs} />
      <AnswerCard request={found} nowMs={nowMs} />
      <Card title="Receipt" note={countOf(found.receipt.length, 'store')}>
        {found.receipt.length === 0 ? (
          <EmptyState title="Nothing to show yet" icon="inbox">
            Once the request is done, each store that was gone through is listed here with what was found in
            it.
          </EmptyState>
        ) : (
          <Table
            caption="Each store that was gone through"
            rows={found.receipt}
            rowKey={({ store, unit }) => `${store} ${unit}`}
            cards={false}
            columns={[
              { key: 'store', label: 'Store', cell: (row) => row.store },
              {
                key: 'count',
                label: found.kind === 'erasure' ? 'Forgotten' : 'Found',
                isNumber: true,
                cell: (row) => `${row.forgotten} ${row.unit}`,
              },
            ]}
          />
        )}
      </Card>
    </div>
  )
}
