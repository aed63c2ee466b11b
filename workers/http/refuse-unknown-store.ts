import { drizzle } from 'drizzle-orm/d1'
import { isKnownStore } from '#shared/database/find-sold-things.ts'
import type { Env } from '../env.ts'
import { ProblemError } from './problems.ts'

/**
 * For a list that is empty: throws a 404 problem when it was asked of a store that nobody knows. `storeId`: '' is online, undefined all
 * places.
 */
export async function refuseUnknownStore(
  env: Pick<Env, 'DB'>,
  tenantId: string,
  storeId: string | undefined,
): Promise<void> {
  if (storeId === undefined || storeId === '') return
  if (!(await isKnownStore(drizzle(env.DB), tenantId, storeId)))
    throw new ProblemError('not-found', 'There is no such store')
}
