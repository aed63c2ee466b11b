import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import type { ConnectableSource, ConnectionView } from '#shared/contracts/connections.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import type { ConnectionName } from './connection-address.ts'

/** The connection that an address names. */
export function nameIn(params: LoaderFunctionArgs['params']): ConnectionName {
  return { source: params.source ?? '', connectionId: params.connectionId ?? '' }
}

/** A connection and what its source takes; the error page when there is no such connection. */
export async function loadConnection(
  args: LoaderFunctionArgs,
): Promise<{ connection: ConnectionView; source: ConnectableSource }> {
  const { request } = args
  const api = await apiClient(args)
  const [found, listed] = await Promise.all([api.getConnection(nameIn(args.params)), api.listSources()])
  const connection = expectSuccess(found, request)
  const source = expectSuccess(listed, request).sources.find((each) => each.source === connection.source)
  return { connection, source: source ?? unknownSource(connection.source) }
}

/** A connection may outlive the code of its source. */
function unknownSource(source: string): ConnectableSource {
  return {
    source,
    title: source,
    secretOrigin: 'none',
    webhookUrl: null,
    settings: null,
    credentialFields: [],
    backfillResources: [],
    reconcileEveryMinutes: null,
  }
}
