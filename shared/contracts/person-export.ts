import * as z from 'zod'
import { jsonSchema } from './json.ts'
import { momentSchema } from './money.ts'
import { personal } from './personal.ts'

const sectionSchema = z.object({
  name: z.string().meta({ example: 'identifiers' }),
  title: z.string(),
  explanation: z.string().meta({ description: 'What it is, in plain words' }),
  columns: z.array(z.object({ name: z.string(), title: z.string() })),
  rows: z.array(personal(z.record(z.string(), jsonSchema))),
})

/** Everything that is known of one person. */
export const personExportSchema = z
  .object({
    requestId: z.string(),
    madeAt: momentSchema,
    shop: z.string(),
    customerId: z.string(),
    sections: z.array(sectionSchema),
  })
  .meta({ id: 'PersonExport' })
export type PersonExport = z.infer<typeof personExportSchema>
export type ExportSection = z.infer<typeof sectionSchema>
