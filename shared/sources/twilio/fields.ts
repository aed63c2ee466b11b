import * as z from 'zod'
import { textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'

const needed = z.string().trim().min(1).max(128)
const neededSchema = z.object({ MessageSid: needed, From: needed, To: needed })

/** The fields that every message and status has, and the way to the others. */
export interface TwilioFields extends z.infer<typeof neededSchema> {
  /** A field by its name; undefined when it is absent or empty. */
  readonly text: (name: string) => string | undefined
}

/** Fails with `invalid-message` when a needed field is missing or too long. */
export function readFields(fields: Readonly<Record<string, string>>): Result<TwilioFields, MappingFailure> {
  const read = neededSchema.safeParse({ ...fields, MessageSid: fields.MessageSid || fields.SmsSid })
  return read.success
    ? succeed({ ...read.data, text: (name) => textOf(fields[name]) })
    : refuse('invalid-message', fieldErrors(read.error))
}
