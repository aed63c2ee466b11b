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
import { Card } from '../components/card.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { countOf } from '../format/format-number.ts'
import { isRunning } from '../imports/import-state.ts'
import { ImportTable } from '../imports/import-table.tsx'
import { SavedMappings } from '../imports/saved-mappings.tsx'
import { UploadForm } from '../imports/upload-form.tsx'

const refreshEveryMs = 2_000

export const meta: MetaFunction = () => [{ title: 'Imports · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const [imports, mappings] = await Promise.all([api.listImports(), api.listSavedMappings()])
  return { ...expectSuccess(imports, args.request), ...expectSuccess(mappings, args.request) }
}

/** Hands the upload on while it comes in: the body is never read here, let alone held. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const api = await apiClient(args)
  const contentType = request.headers.get('Content-Type') ?? ''
  if (request.body === null || !contentType.startsWith('multipart/form-data')) {
    return data({ error: 'Choose a CSV file first.' }, { status: 422 })
  }
  const answer = await api.createImport({ body: request.body, contentType })
  if (answer.ok) return redirect(`/imports/${encodeURIComponent(answer.value.id)}`)
  const { status } = answer.failure
  if (status === 401) expectSuccess(answer, request)
  return data({ error: answer.failure.message }, { status: status >= 400 ? status : 503 })
}

export default function ImportsPage() {
  const { imports, mappings } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  useAutoRefresh(
    refreshEveryMs,
    imports.some((entry) => isRunning(entry.state)),
  )
  return (
    <div className="stack">
      <PageHeader
        title="Imports"
        lead="Bring in orders, order lines, customers, products, stock and loyalty cards from files."
      />
      <Card title="Upload a file">
        <UploadForm error={failed?.error} />
      </Card>
      <Card title="Imports so far" note={countOf(imports.length, 'import')}>
        {imports.length === 0 ? (
          <EmptyState title="No imports yet" icon="imports">
            Upload an export of your shop, till or spreadsheet. You match its columns in the next step.
          </EmptyState>
        ) : (
          <ImportTable imports={imports} />
        )}
      </Card>
      <SavedMappings mappings={mappings} />
    </div>
  )
}
