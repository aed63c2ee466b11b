import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal } from '../api/form-refusal.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { countOf } from '../format/format-number.ts'
import { OwnRequestList } from '../portal/own-request-list.tsx'

const refreshEveryMs = 3_000

export const meta: MetaFunction = () => [{ title: 'My requests' }]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const { requests } = expectSuccess(await api.listOwnRequests(), args.request)
  const isRunning = requests.some(({ status }) => status === 'running')
  return { requests, nowMs: Date.now(), ...(isRunning && { refreshSeconds: refreshEveryMs / 1_000 }) }
}

/** Has everything that is known put together. */
export async function action(args: ActionFunctionArgs) {
  const api = await apiClient(args)
  const answer = await api.requestOwnExport()
  return answer.ok ? redirect('/portal/requests') : formRefusal(answer.failure, args.request)
}

export default function OwnRequestsPage() {
  const { requests, nowMs, refreshSeconds } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const isBusy = useNavigation().state === 'submitting'
  useAutoRefresh(refreshEveryMs, refreshSeconds !== undefined)
  return (
    <div className="stack">
      <PageHeader title="Your requests" lead="What you asked for, and by when you get it." />
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      <Card title="A copy of everything">
        <Form method="post" className="form">
          <p>
            All that is known about you, with where each fact came from: as a page to read and as a file for
            programs. It stays here for a week.
          </p>
          <div className="row">
            <Button type="submit" look="primary" disabled={isBusy}>
              Put my data together
            </Button>
          </div>
        </Form>
      </Card>
      <Card title="Asked for so far" note={countOf(requests.length, 'request')}>
        {requests.length === 0 ? (
          <EmptyState title="Nothing yet" icon="history">
            What you ask for is listed here, with the day by which it has to be done.
          </EmptyState>
        ) : (
          <OwnRequestList requests={requests} nowMs={nowMs} />
        )}
      </Card>
      <div className="row">
        <ButtonLink to="/portal/correction">Something is wrong</ButtonLink>
        <ButtonLink to="/portal/erasure">Have my data forgotten</ButtonLink>
      </div>
    </div>
  )
}
