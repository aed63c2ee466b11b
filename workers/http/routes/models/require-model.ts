import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { findModelVersion } from '#shared/database/model-versions.ts'
import type { ModelVersionRow } from '#shared/database/tables/model-version.ts'
import { modelKinds } from '#shared/predictions/prediction-kinds.ts'
import type { Trainable } from '#shared/predictions/trainable.ts'
import { trainables } from '#shared/predictions/trainables.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { ProblemError } from '../../problems.ts'

export const modelParamsSchema = z.object({
  kind: z
    .string()
    .max(50)
    .meta({ description: modelKinds.join(', ') }),
})
export const versionParamsSchema = modelParamsSchema.extend({ version: z.string().max(10) })

/** What can be trained under a name; a 404 problem when there is no such thing. */
export function requireTrainable(kind: string): Trainable {
  const found = [...trainables.values()].find((trainable) => trainable.kind === kind)
  if (found === undefined) throw new ProblemError('not-found', 'There is no such model')
  return found
}

/** A version of the tenant's; a 404 problem when there is none. */
export async function requireVersion(
  env: Pick<Env, 'DB'>,
  tenant: Tenant,
  { kind, version }: z.infer<typeof versionParamsSchema>,
): Promise<ModelVersionRow> {
  const trainable = requireTrainable(kind)
  const number = /^\d+$/.test(version) ? Number(version) : 0
  const row = await findModelVersion(drizzle(env.DB), tenant.tenantId, trainable.kind, number)
  if (row === undefined) throw new ProblemError('not-found', 'There is no such version')
  return row
}
