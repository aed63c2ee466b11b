import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import type { PatronClient } from '#shared/contracts/client.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { pagePart } from '../api/page-part.server.ts'
import { isActive } from '../jobs/job-words.ts'
import { refusedFields } from '../rules/refused-fields.server.ts'
import type { SubjectNames } from './forecast-trail.ts'
import {
  type ForecastLevel,
  type ForecastPageView,
  forecastQuery,
  levelOf,
  type PartKind,
  parseForecastView,
  partsOf,
  partsQuery,
  type SubjectInAddress,
  summaryQuery,
} from './forecast-view.ts'

const shownAlerts = 4
const onlyRegions: readonly PartKind[] = ['regions']

/** Everything on the page of forecasts, asked for at once. Before the first forecast: why there is none. */
export async function loadForecastPage(args: LoaderFunctionArgs) {
  const { request } = args
  const asked = parseForecastView(new URL(request.url).searchParams)
  const api = await apiClient(args)
  const level = levelOf(asked.subject)
  const parts = partsOf(asked)
  const [{ found, view }, summaries, list, alerts, regions, job, names] = await Promise.all([
    findForecast(api, asked),
    api.listForecasts(summaryQuery(asked)),
    parts === undefined ? undefined : api.listForecasts(partsQuery(asked, parts.level)),
    level === 'total' ? api.listForecastAlerts({ limit: shownAlerts }) : undefined,
    level === 'total' ? api.listForecasts({ level: 'region', limit: 1 }) : undefined,
    lastJob(api),
    namesOf(api, asked.subject, level),
  ])
  const { run, currency, forecasts } = expectSuccess(summaries, request)
  const refreshSeconds = job !== undefined && isActive(job) ? 3 : undefined
  const page = { view, level, job, refreshSeconds, nowMs: Date.now() }
  if (run === null) return { ...page, forecast: null, missing: undefined, hasSales: await hasSales(api) }
  if (!found.ok && found.failure.status === 404) {
    const { message, problem } = found.failure
    return { ...page, forecast: null, missing: problem?.detail ?? message, hasSales: undefined }
  }
  const forecast = expectSuccess(found, request)
  return {
    ...page,
    forecast,
    missingChannel: view.channel === asked.channel ? undefined : asked.channel,
    currency,
    names: { ...names, ...(level === 'sku' ? { category: forecast.subject.category ?? undefined } : {}) },
    summary: view.channel === undefined ? forecasts[0] : undefined,
    parts:
      list === undefined || parts === undefined
        ? undefined
        : {
            kind: parts.kind,
            list: expectSuccess(list, request),
            absent: hasRows(regions) ? [] : onlyRegions,
          },
    alerts: alerts === undefined ? undefined : pagePart(alerts),
  }
}

/** The forecast, and the view that it answers: of all channels where what was asked for is not kept by channel. */
async function findForecast(api: PatronClient, asked: ForecastPageView) {
  const found = await api.getForecast(forecastQuery(asked))
  const isRefused = !found.ok && found.failure.status === 422 && 'channel' in refusedFields(found.failure)
  if (asked.channel === undefined || !isRefused) return { found, view: asked }
  const view: ForecastPageView = { ...asked, channel: undefined }
  return { found: await api.getForecast(forecastQuery(view)), view }
}

function hasRows(answer: Awaited<ReturnType<PatronClient['listForecasts']>> | undefined): boolean {
  return answer?.ok === true && answer.value.total > 0
}

/** The newest making of forecasts; undefined where there was none, or it may not be seen. */
async function lastJob(api: PatronClient) {
  const jobs = await api.listJobs({ kind: 'forecast-sales', limit: 1 })
  return jobs.ok ? jobs.value.jobs[0] : undefined
}

/** Whether anything was ever sold; undefined where that may not be seen. */
async function hasSales(api: PatronClient): Promise<boolean | undefined> {
  const overview = await api.getOverview({ days: 1 })
  return overview.ok ? overview.value.allTime.orderCount > 0 : undefined
}

/** The names of what lies above a subject with more than one part. */
async function namesOf(
  api: PatronClient,
  { sku, store }: SubjectInAddress,
  level: ForecastLevel,
): Promise<SubjectNames> {
  if (level !== 'sku-store' && level !== 'category-store') return {}
  const first = async (query: Parameters<PatronClient['listForecasts']>[0]) => {
    const answer = await api.listForecasts({ ...query, limit: 1 })
    return answer.ok ? answer.value.forecasts[0]?.subject : undefined
  }
  const [item, place] = await Promise.all([
    sku === undefined ? undefined : first({ level: 'sku', sku }),
    first({ level: 'store', store }),
  ])
  return { item: item?.label, category: item?.category ?? undefined, store: place?.label }
}
