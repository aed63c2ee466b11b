import * as z from 'zod'
import { reconciliationSettingSchema } from '../connections/reconciliation.ts'
import { backfills } from './backfills.ts'
import type { Source } from './source.ts'

/**
 * What may be set for a connection of the source: another name is refused, because a setting that is written wrong would do nothing.
 * What is stored is read by the source's own schema, which leaves out what it does not know: the names of other versions.
 */
export function settingsToMake({ name, settings }: Pick<Source, 'name' | 'settings'>): z.ZodObject {
  return z.strictObject({
    ...settings?.shape,
    ...(backfills.has(name) && reconciliationSettingSchema.shape),
  })
}
