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
import { ButtonLink } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { formatMoment } from '../format/format-moment.ts'
import { ImportCounts } from '../imports/import-counts.tsx'
import { ImportProgress, ImportSteps } from '../imports/import-progress.tsx'
import { ImportRejects } from '../imports/import-rejects.tsx'
import { isRunning } from '../imports/import-state.ts'
import { MappingForm } from '../imports/mapping-form.tsx'
import { fieldChoices, readMappingForm } from '../imports/read-mapping-form.server.ts'
import { useTimeZone } from '../session/use-session.ts'

const refreshEveryMs = 1_000

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.view.fileName ?? 'Import'} · Patron` },
]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const view = expectSuccess(await api.getImport(args.params.importId ?? ''), args.request)
  return {
    view,
    fields: view.state === 'awaiting-mapping' ? fieldChoices() : [],
    refreshSeconds: isRunning(view.state) ? 2 : undefined,
  }
}

/** Confirms the mapping and starts the import. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const importId = args.params.importId ?? ''
  const api = await apiClient(args)
  const view = expectSuccess(await api.getImport(importId), request)
  const mapping = readMappingForm(await request.formData(), view.columns)
  if (!mapping.ok) return data({ problems: mapping.failure.problems }, { status: 422 })
  const answer = await api.startImport(importId, mapping.value)
  if (answer.ok) return redirect(`/imports/${encodeURIComponent(importId)}`)
  const { status, message, problem } = answer.failure
  if (status === 401) expectSuccess(answer, request)
  const problems = problem?.errors?.map((error) => error.detail) ?? [message]
  return data({ problems }, { status: status >= 400 ? status : 503 })
}

export default function ImportPage() {
  const { view, fields } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const timeZone = useTimeZone()
  useAutoRefresh(refreshEveryMs, isRunning(view.state))
  return (
    <div className="stack">
      <nav aria-label="Where this page is">
        <Link to="/imports" className="small">
          All imports
        </Link>
      </nav>
      <PageHeader title={view.fileName} lead={`Uploaded ${formatMoment(view.createdAt, timeZone)}`}>
        {view.state === 'done' ? (
          <ButtonLink to="/customers" look="primary">
            See customers
          </ButtonLink>
        ) : null}
      </PageHeader>
      <ImportSteps state={view.state} />
      {view.state === 'awaiting-mapping' ? (
        <MappingForm view={view} fields={fields} problems={failed?.problems ?? []} />
      ) : (
        <>
          {isRunning(view.state) ? <ImportProgress view={view} /> : null}
          {view.state === 'done' ? <Notice tone="good">Everything that could be read is in.</Notice> : null}
          {view.state === 'failed' ? (
            <Notice tone="bad">{view.failure ?? 'The import stopped. What was loaded before stays.'}</Notice>
          ) : null}
          <ImportCounts view={view} />
          <ImportRejects view={view} />
        </>
      )}
    </div>
  )
}
