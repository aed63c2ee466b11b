import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import type { PatronClient } from '#shared/contracts/client.ts'
import type { ImportMapping, ImportView } from '#shared/contracts/imports.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { namedDetail } from '../api/named-detail.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { formatMoment } from '../format/format-moment.ts'
import { formatRate } from '../format/format-number.ts'
import { importAddress } from '../imports/import-address.ts'
import { ImportCounts } from '../imports/import-counts.tsx'
import { ImportProgress, ImportSteps } from '../imports/import-progress.tsx'
import { ImportRejects } from '../imports/import-rejects.tsx'
import { isRunning, isUntouched } from '../imports/import-state.ts'
import { KindChoice } from '../imports/kind-choice.tsx'
import { kindWords } from '../imports/kind-words.ts'
import { MappingForm } from '../imports/mapping-form.tsx'
import { mappingLabels } from '../imports/mapping-labels.server.ts'
import { fieldChoices, readKind, readMappingForm } from '../imports/read-mapping-form.server.ts'
import { useTimeZone } from '../session/use-session.ts'

const refreshEveryMs = 1_000

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.view.fileName ?? 'Import'} · Patron` },
]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const view = expectSuccess(await api.getImport(args.params.importId ?? ''), args.request)
  const mapping = view.state === 'awaiting-mapping' ? await mappingFor(view, api, args.request) : undefined
  return {
    view,
    mapping,
    fields: mapping === undefined ? [] : fieldChoices(mapping.kind),
    refreshSeconds: isRunning(view.state) ? 2 : undefined,
  }
}

/** The mapping to look through: for another kind than the import has, if the address names one. */
async function mappingFor(view: ImportView, api: PatronClient, request: Request): Promise<ImportMapping> {
  const kind = readKind(new URL(request.url).searchParams.get('kind')) ?? view.mapping?.kind ?? 'orders'
  if (view.mapping?.kind === kind) return view.mapping
  return expectSuccess(await api.guessImportMapping(view.id, kind), request)
}

/** Confirms the mapping and starts the import, or gives it up. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const importId = args.params.importId ?? ''
  const api = await apiClient(args)
  const form = await request.formData()
  if (form.get('intent') === 'cancel') {
    const cancelled = await api.cancelImport(importId)
    // One that has gone on meanwhile shows on its page how far it is.
    if (!cancelled.ok && cancelled.failure.status !== 409) expectSuccess(cancelled, request)
    return redirect(`/imports/${encodeURIComponent(importId)}`)
  }
  const view = expectSuccess(await api.getImport(importId), request)
  const mapping = readMappingForm(form, view.columns)
  if (!mapping.ok) return data({ problems: mapping.failure.problems }, { status: 422 })
  const answer = await api.startImport(importId, mapping.value)
  if (answer.ok) return redirect(`/imports/${encodeURIComponent(importId)}`)
  const { status, message, problem } = answer.failure
  if (status === 401) expectSuccess(answer, request)
  const labels = mappingLabels(mapping.value.kind)
  const problems = problem?.errors?.map((error) => namedDetail(error, labels)) ?? [message]
  return data({ problems }, { status: status >= 400 ? status : 503 })
}

export default function ImportPage() {
  const { view, mapping, fields } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const timeZone = useTimeZone()
  const { seenAt } = kindWords[view.mapping?.kind ?? 'orders']
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
          <ButtonLink to={seenAt.to} look="primary">
            {seenAt.name}
          </ButtonLink>
        ) : null}
      </PageHeader>
      <ImportSteps state={view.state} />
      {mapping !== undefined ? (
        <>
          <KindChoice kind={mapping.kind} />
          <MappingForm view={view} mapping={mapping} fields={fields} problems={failed?.problems ?? []} />
        </>
      ) : (
        <>
          {view.state === 'uploading' ? (
            <Notice tone="info">
              {formatRate(view.progressRate)} of the file is up. To go on, choose the same file again under
              Imports.
            </Notice>
          ) : null}
          {isRunning(view.state) ? <ImportProgress view={view} /> : null}
          {view.state !== 'done' ? null : view.rowCount === 0 ? (
            <Notice tone="warn">There are no rows below the headings, so nothing has changed.</Notice>
          ) : (
            <Notice tone="good">Everything that could be read is in.</Notice>
          )}
          {view.state === 'undone' ? (
            <Notice tone="info">
              {view.undo?.requestedBy} has undone this import. What only this file told is gone; the same file
              may be imported again.
            </Notice>
          ) : null}
          {view.state === 'cancelled' ? (
            <Notice tone="info">This import was cancelled before anything was loaded.</Notice>
          ) : null}
          {view.state === 'failed' ? (
            <Notice tone="bad">{view.failure ?? 'The import stopped. What was loaded before stays.'}</Notice>
          ) : null}
          <ImportCounts view={view} />
          <ImportRejects view={view} />
        </>
      )}
      {view.undoRefusal === null ? (
        <p>
          <ButtonLink to={`${importAddress(view.id)}/undo`}>Undo this import</ButtonLink>
        </p>
      ) : null}
      {isUntouched(view.state) ? (
        <Form method="post">
          <input type="hidden" name="intent" value="cancel" />
          <Button type="submit">Cancel this import</Button>
        </Form>
      ) : null}
    </div>
  )
}
