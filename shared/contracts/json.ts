import * as z from 'zod'
import type { Json } from '../kernel/json.ts'

/** Any JSON value. It has a name, which is how its description can contain itself; `z.json()` has none. */
export const jsonSchema: z.ZodType<Json> = z
  .lazy(() =>
    z.union([
      z.string(),
      z.number(),
      z.boolean(),
      z.null(),
      z.array(jsonSchema),
      z.record(z.string(), jsonSchema),
    ]),
  )
  .meta({ id: 'Json' })
