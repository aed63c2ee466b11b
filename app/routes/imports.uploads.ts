import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/cloudflare'
import { apiClient } from '../api/api-client.server.ts'

/** How far the upload of `?import` is. */
export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  return answer(await api.getImport(importIdOf(args.request)))
}

/**
 * Takes a file in parts and hands each on as it comes: POST of a name and size begins, PUT `?import&part` is a part,
 * POST `?import` says that all are there.
 */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const api = await apiClient(args)
  const importId = importIdOf(request)
  if (request.method === 'PUT' && request.body !== null) {
    const partNumber = Number(new URL(request.url).searchParams.get('part'))
    return answer(await api.uploadImportPart(importId, partNumber, request.body))
  }
  if (importId !== '') return answer(await api.completeImportUpload(importId))
  return answer(await api.createUpload(await request.json()))
}

function importIdOf(request: Request): string {
  return new URL(request.url).searchParams.get('import') ?? ''
}

function answer(result: Awaited<ReturnType<Awaited<ReturnType<typeof apiClient>>['getImport']>>) {
  if (result.ok) return json(result.value)
  const { status, message } = result.failure
  return json({ error: message }, { status: status >= 400 ? status : 503 })
}
