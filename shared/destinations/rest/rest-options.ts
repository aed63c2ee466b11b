import * as z from 'zod'
import type { Json } from '../../kernel/json.ts'
import { pointerSchema } from '../../sources/rest/pointer.ts'

const path = z
  .string()
  .max(500)
  .regex(/^\/(?!\/)[^\s#]*$/, 'must be a path that begins with one slash')
const template: z.ZodType<Json> = z.json()

const resultsSchema = z.strictObject({
  list: pointerSchema.meta({ description: 'Where the answer has one result a record, in the order sent' }),
  problem: pointerSchema.meta({
    description: 'In a result: why it was refused; nothing there means it was taken',
  }),
  remoteId: pointerSchema.optional().meta({ description: "In a result: the outside system's own id" }),
})
export type RestResults = z.infer<typeof resultsSchema>

/** Where a generic system takes records, and how its answers are read. */
export const restOptionsSchema = z.strictObject({
  method: z.enum(['POST', 'PUT', 'PATCH']).default('POST'),
  path,
  body: template.default('{{records}}').meta({ description: 'JSON; "{{records}}" stands for the list' }),
  idProperty: z.string().min(1).max(200).default('id').meta({ description: 'Holds the customer id' }),
  maxRecordsPerCall: z.int().min(1).max(500).default(100),
  results: resultsSchema.optional().meta({ description: 'Without it, a 2xx means that all were taken' }),
  removePath: path.meta({ description: 'Is told who is to be deleted' }),
  removeMethod: z.enum(['POST', 'DELETE']).default('POST'),
  removeBody: template
    .default({ ids: '{{ids}}', reason: '{{reason}}' })
    .meta({ description: 'JSON; "{{ids}}" stands for the list, "{{reason}}" for left or erased' }),
})
export type RestOptions = z.infer<typeof restOptionsSchema>
