import * as z from 'zod'
import type { ConnectionRow } from '#shared/database/tables/tenant.ts'
import type { Env } from '../env.ts'
import { openSealed, sealText } from './sealed-text.ts'

/** What Patron calls a vendor with, by the names of the source's credential fields. */
export type Credentials = Readonly<Record<string, string>>

type Owner = Pick<ConnectionRow, 'tenantId' | 'source' | 'connectionId'>

/** A connection's credentials as they are stored. */
export async function sealCredentials(credentials: Credentials, owner: Owner, env: Env): Promise<string> {
  return sealText(JSON.stringify(credentials), sealedFor(owner), env)
}

/** A connection's credentials; undefined when it has none. Throws when they cannot be opened. */
export async function openCredentials(
  row: Owner & Pick<ConnectionRow, 'sealedCredentials'>,
  env: Env,
): Promise<Credentials | undefined> {
  if (row.sealedCredentials === null) return undefined
  const text = await openSealed(row.sealedCredentials, sealedFor(row), env)
  return z.record(z.string(), z.string()).parse(JSON.parse(text))
}

function sealedFor({ tenantId, source, connectionId }: Owner) {
  return { tenantId, source, connectionId, purpose: 'credentials' as const }
}
