import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import type { DestinationView } from '#shared/contracts/destinations.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'

/** The destination that an address names, and what its system is called; the error page when there is none. */
export async function loadDestination(
  args: LoaderFunctionArgs,
): Promise<{ destination: DestinationView; title: string }> {
  const { request, params } = args
  const api = await apiClient(args)
  const [found, sources] = await Promise.all([
    api.getDestination(params.destinationId ?? ''),
    api.listSources(),
  ])
  const destination = expectSuccess(found, request)
  const known = expectSuccess(sources, request).sources.find(({ source }) => source === destination.source)
  return { destination, title: known?.title ?? destination.source }
}
