import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { failedAction } from '../api/failed-action.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Pagination } from '../components/pagination.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { countOf } from '../format/format-number.ts'
import { ActiveJob } from '../jobs/active-job.tsx'
import { jobListAddress, jobListQuery, jobListStates, parseJobListView } from '../jobs/job-list-view.ts'
import { JobTable } from '../jobs/job-table.tsx'
import { isActive, jobStates } from '../jobs/job-words.ts'

const refreshEveryMs = 1_000

export const meta: MetaFunction = () => [{ title: 'Jobs · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const view = parseJobListView(new URL(args.request.url).searchParams)
  const api = await apiClient(args)
  const { jobs, nextCursor } = expectSuccess(await api.listJobs(jobListQuery(view)), args.request)
  const active = jobs.filter(isActive)
  return {
    active,
    ended: jobs.filter((job) => !isActive(job)),
    nextCursor,
    view,
    nowMs: Date.now(),
    refreshSeconds: active.length > 0 ? 2 : undefined,
  }
}

/** Cancels the job that the form names. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const jobId = String((await request.formData()).get('jobId') ?? '')
  const api = await apiClient(args)
  const answer = await api.cancelJob(jobId)
  return answer.ok ? redirect('/jobs') : failedAction(answer.failure, request)
}

export default function JobsPage() {
  const { active, ended, nextCursor, view, nowMs } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  useAutoRefresh(refreshEveryMs, active.length > 0)
  return (
    <div className="stack">
      <PageHeader title="Jobs" lead="Training of models and making of predictions: long work, done in steps.">
        <Segments
          label="Which jobs"
          options={jobListStates.map((state) => ({
            label: state === 'all' ? 'All' : jobStates[state].name,
            to: jobListAddress({ state }),
            isCurrent: state === view.state,
          }))}
        />
      </PageHeader>
      {failed === undefined ? null : (
        <Notice tone="bad">
          <p>{failed.error}</p>
        </Notice>
      )}
      {active.length === 0 ? null : (
        <Card title="Going on now" note={countOf(active.length, 'job')}>
          <ul className="active-jobs">
            {active.map((job) => (
              <ActiveJob key={job.jobId} job={job} nowMs={nowMs} />
            ))}
          </ul>
        </Card>
      )}
      <Card title="Ended" note={countOf(ended.length, 'row')}>
        {ended.length === 0 ? (
          <EmptyState
            title="No jobs here"
            icon="history"
            actions={<ButtonLink to="/models">Models</ButtonLink>}
          >
            A job is started by the training of a model, or by the schedule at night.
          </EmptyState>
        ) : (
          <JobTable jobs={ended} nowMs={nowMs} />
        )}
        <Pagination
          label="Pages of jobs"
          summary={`${countOf(active.length + ended.length, 'job')} on this page`}
          firstHref={view.cursor === undefined ? undefined : jobListAddress({ state: view.state })}
          nextHref={nextCursor === null ? undefined : jobListAddress({ ...view, cursor: nextCursor })}
        />
      </Card>
    </div>
  )
}
