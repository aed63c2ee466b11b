import { drizzle } from 'drizzle-orm/d1'
import { dropOldSecrets } from '#shared/database/connections.ts'
import type { Env } from '../env.ts'

/** Forgets secrets that were rotated out and are not taken any more. To be run every minute. */
export async function forgetOldSecrets(env: Pick<Env, 'DB'>, nowMs: number): Promise<void> {
  await dropOldSecrets(drizzle(env.DB), nowMs)
}
