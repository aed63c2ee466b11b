import {
  type ActionFunctionArgs,
  data,
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
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { ForecastBody } from '../forecasts/forecast-body.tsx'
import { forecastTrail } from '../forecasts/forecast-trail.ts'
import { parseForecastView } from '../forecasts/forecast-view.ts'
import { loadForecastPage } from '../forecasts/load-forecast-page.server.ts'
import { NoForecast, RunForm } from '../forecasts/no-forecast.tsx'
import { readWhatIf, whatIfTexts } from '../forecasts/read-what-if-form.ts'
import { formatDay } from '../format/format-moment.ts'
import { ActiveJob } from '../jobs/active-job.tsx'
import { isActive } from '../jobs/job-words.ts'
import { refusedFields } from '../rules/refused-fields.server.ts'

const refreshEveryMs = 3_000

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.forecast?.subject.label ?? 'Forecast'} · Patron` },
]

export const loader = (args: LoaderFunctionArgs) => loadForecastPage(args)

/** `intent` is "run" or "what-if"; a form that names a job cancels it. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const form = await request.formData()
  const api = await apiClient(args)
  const jobId = form.get('jobId')
  if (form.get('intent') !== 'what-if') {
    const answer = jobId === null ? await api.runForecasts() : await api.cancelJob(String(jobId))
    return answer.ok ? redirect('/forecasts') : failedAction(answer.failure, request)
  }
  const { subject } = parseForecastView(new URL(request.url).searchParams)
  const { sku } = subject
  if (sku === undefined) throw data(null, { status: 404 })
  const texts = whatIfTexts(form)
  const answer = await api.askWhatIf(readWhatIf({ ...subject, sku }, texts))
  if (answer.ok) return { whatIf: { texts, answer: answer.value } }
  const { failure } = answer
  if (failure.status === 401) expectSuccess(answer, request)
  return data(
    { error: failure.message, whatIf: { texts, errors: refusedFields(failure) } },
    { status: failure.status >= 400 ? failure.status : 503 },
  )
}

export default function ForecastPage() {
  const page = useLoaderData<typeof loader>()
  const { job, nowMs, view } = page
  const answered = useActionData<typeof action>()
  const isWorking = job !== undefined && isActive(job)
  useAutoRefresh(refreshEveryMs, isWorking)
  const isTotal = page.level === 'total'
  const error = answered !== undefined && 'error' in answered ? answered.error : undefined
  const whatIf = answered !== undefined && 'whatIf' in answered ? answered.whatIf : undefined
  return (
    <div className="stack">
      {page.forecast === null || isTotal ? null : (
        <WhereItIs trail={forecastTrail(view.subject, page.names)} />
      )}
      <PageHeader
        title={page.forecast === null || isTotal ? 'Forecast' : page.forecast.subject.label}
        lead={
          isTotal
            ? 'How sales will probably go on, how sure that is, and what it is made of.'
            : 'What was sold, what is expected, and how sure that is.'
        }
      >
        <div className="row">
          <ButtonLink to="/forecasts/accuracy" small>
            How good
          </ButtonLink>
          <ButtonLink to="/forecasts/calendar" small>
            Holidays and events
          </ButtonLink>
          {page.forecast !== null && isTotal && !isWorking ? <RunForm look="plain" small /> : null}
        </div>
      </PageHeader>
      {error === undefined ? null : (
        <Notice tone="bad">
          <p>{error}</p>
        </Notice>
      )}
      {isWorking ? (
        <Card title="Going on now">
          <ul className="active-jobs">
            <ActiveJob job={job} nowMs={nowMs} />
          </ul>
        </Card>
      ) : null}
      {page.forecast !== null && job?.state === 'failed' ? (
        <Notice tone="warn">
          <p>
            The last making of forecasts failed: {job.failure}. These know sales up to{' '}
            {formatDay(page.forecast.run.asOf)}.
          </p>
        </Notice>
      ) : null}
      {page.forecast === null ? (
        <NoForecast job={job} hasSales={page.hasSales} missing={page.missing} />
      ) : (
        <ForecastBody page={page} whatIf={whatIf} />
      )}
    </div>
  )
}
