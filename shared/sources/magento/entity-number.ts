import * as z from 'zod'

const number = z.union([z.int().min(1), z.string().min(1)]).nullish()

/** A thing's number, as text: `entity_id` in a webhook, `id` by the REST API. */
export const entityNumber = z.object({ entity_id: number, id: number }).transform((entity, context) => {
  const found = entity.entity_id ?? entity.id
  if (found != null) return { entityId: String(found) }
  context.addIssue({ code: 'custom', path: ['entity_id'], message: 'is missing' })
  return z.NEVER
})
