import { type ActionFunctionArgs, redirect } from '@remix-run/cloudflare'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'

export function loader() {
  return redirect('/imports')
}

/** Forgets a saved mapping; one that is gone already is as good. */
export async function action(args: ActionFunctionArgs) {
  const api = await apiClient(args)
  const mappingId = (await args.request.formData()).get('mappingId')
  const deleted = await api.deleteSavedMapping(typeof mappingId === 'string' ? mappingId : '')
  if (!deleted.ok && deleted.failure.status !== 404) expectSuccess(deleted, args.request)
  return redirect('/imports')
}
