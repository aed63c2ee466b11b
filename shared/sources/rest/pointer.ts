import * as z from 'zod'
import { isJsonObject, type Json } from '../../kernel/json.ts'
import { own } from '../../kernel/own.ts'

/** Where something stands in a record: a JSON pointer (RFC 6901); the empty one is the whole record. */
export const pointerSchema = z
  .string()
  .max(500)
  .regex(/^(?:\/(?:[^~/]|~[01])*)*$/, 'is not a JSON pointer, such as /customer/email')

/** What stands at a place; undefined when nothing does, or null. */
export function valueAt(value: unknown, pointer: string): Json | undefined {
  let found: unknown = value
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(found)) found = /^(?:0|[1-9]\d*)$/.test(name) ? found[Number(name)] : undefined
    else found = isJsonObject(found) ? own(found, name) : undefined
  }
  return (found ?? undefined) as Json | undefined
}
