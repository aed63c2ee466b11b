import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { findJob } from '#shared/database/jobs.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { ProblemError } from '../../problems.ts'

export const jobParamsSchema = z.object({ jobId: z.string().max(64) })

/** A job of the tenant's; a 404 problem when there is none. */
export async function requireJob(env: Pick<Env, 'DB'>, tenant: Tenant, jobId: string): Promise<JobRow> {
  const job = await findJob(drizzle(env.DB), tenant.tenantId, jobId)
  if (job === undefined) throw new ProblemError('not-found', 'There is no such job')
  return job
}
