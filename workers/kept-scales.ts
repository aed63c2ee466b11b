import type * as z from 'zod'
import { rfmScaleSchema } from '#shared/predictions/rfm/rfm-scale.ts'
import { shopScaleSchema } from '#shared/predictions/socio-economic/shop-scale.ts'
import type { Env } from './env.ts'
import { modelsFolder } from './model-artifacts.ts'

/** What the last scoring of all customers has measured of them, for those who are scored one by one. */
interface KeptScale<Scale> {
  write(env: Pick<Env, 'ARCHIVE'>, tenantId: string, scale: Scale): Promise<void>
  /** Null before all customers were scored once, and where there are too few. */
  read(env: Pick<Env, 'ARCHIVE'>, tenantId: string): Promise<Scale | null>
}

function keptScale<Scale>(name: string, schema: z.ZodType<Scale>): KeptScale<Scale> {
  const keyOf = (tenantId: string) => `${modelsFolder(tenantId)}${name}.json`
  return {
    write: async (env, tenantId, scale) => {
      await env.ARCHIVE.put(keyOf(tenantId), JSON.stringify(scale))
    },
    read: async (env, tenantId) => {
      const object = await env.ARCHIVE.get(keyOf(tenantId))
      if (object === null) return null
      const scale = schema.safeParse(await object.json())
      return scale.success ? scale.data : null
    },
  }
}

/** The borders between the fifths of a tenant's customers. */
export const keptRfmScale = keptScale('rfm-scale', rfmScaleSchema)
/** What a tenant's customers pay and buy, by category. */
export const keptShopScale = keptScale('shop-scale', shopScaleSchema)
