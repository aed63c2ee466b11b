import type { Context } from 'hono'
import type * as z from 'zod'
import { holdsPersonalData, maskPersonalData } from '#shared/access/mask-personal-data.ts'
import type { Permission } from '#shared/access/permissions.ts'
import type { ApiEnv } from '../api-env.ts'

/** What is asked with these is about the caller alone. */
const aboutOneself: ReadonlySet<Permission | undefined> = new Set(['account:use', 'portal:use'])

const known = new WeakMap<z.ZodType, boolean>()

/** Masks the personal data in an answer for a caller who may not see any; by the schema that documents the answer. */
export async function maskAnswer(context: Context<ApiEnv>): Promise<void> {
  const operation = context.get('operation')
  if (context.get('access').permissions.has('personal-data:read') || aboutOneself.has(operation?.permission))
    return
  const answer = context.res
  const schema = operation?.answers.get(answer.status)
  if (schema === undefined || !marks(schema)) return
  const headers = new Headers(answer.headers)
  headers.delete('content-length')
  const text = JSON.stringify(maskPersonalData(schema, await answer.json()))
  // Hono adds the headers of an answer that is there to the one that takes its place.
  context.res = undefined
  context.res = new Response(text, { status: answer.status, headers })
}

function marks(schema: z.ZodType): boolean {
  const isMarked = known.get(schema) ?? holdsPersonalData(schema)
  known.set(schema, isMarked)
  return isMarked
}
