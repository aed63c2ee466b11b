import type * as z from 'zod'
import { personalMark } from '../contracts/personal.ts'

/** What stands in place of a text that the caller may not see. */
export const maskedText = '•••'

const customerId = /^cus_[0-9a-z]+$/

/** What of a schema's inside the masking needs; zod's own types are one for each kind of schema. */
interface Definition {
  readonly type: string
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly element?: z.ZodType
  readonly valueType?: z.ZodType
  readonly innerType?: z.ZodType
  readonly out?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly getter?: () => z.ZodType
}

/**
 * An answer as somebody sees it who may not see personal data: every field that its schema marks as personal is masked.
 * A text becomes {@link maskedText}, a list keeps its length, an object loses its fields, null stays null, and a number or
 * a yes/no becomes null. What the schema does not know is left out, so nothing passes that nobody thought of.
 */
export function maskPersonalData(schema: z.ZodType, answer: unknown): unknown {
  const keys = new Map<string, string>()
  const nameOf = (key: string) => {
    if (customerId.test(key)) return key
    const name = keys.get(key) ?? `hidden-${keys.size + 1}`
    keys.set(key, name)
    return name
  }
  return masked(schema, answer, nameOf)
}

function masked(schema: z.ZodType, value: unknown, nameOf: (key: string) => string): unknown {
  if (value === null || value === undefined) return value
  const mark = schema.meta()?.[personalMark]
  if (mark === 'key' && typeof value === 'string') return nameOf(value)
  if (mark !== undefined) return hidden(value)
  const { type, shape, element, valueType, innerType, out, options, getter } =
    schema.def as unknown as Definition
  const inner = innerType ?? (type === 'pipe' ? out : getter?.())
  if (inner !== undefined) return masked(inner, value, nameOf)
  if (options !== undefined) {
    const fitting = options.find((option) => option.safeParse(value).success)
    return fitting === undefined ? null : masked(fitting, value, nameOf)
  }
  if (Array.isArray(value)) {
    return element === undefined ? [] : value.map((each) => masked(element, each, nameOf))
  }
  if (typeof value !== 'object') return value
  const entries = Object.entries(value).flatMap(([name, each]) => {
    const field = shape === undefined ? valueType : shape[name]
    return field === undefined ? [] : [[name, masked(field, each, nameOf)]]
  })
  return Object.fromEntries(entries)
}

function hidden(value: unknown): unknown {
  if (typeof value === 'string') return maskedText
  if (Array.isArray(value)) return value.map(hidden)
  return value !== null && typeof value === 'object' ? {} : null
}

/** Whether a schema marks any field at all. */
export function holdsPersonalData(schema: z.ZodType): boolean {
  return holds(schema, new Set())
}

function holds(schema: z.ZodType, seen: Set<z.ZodType>): boolean {
  if (seen.has(schema)) return false
  seen.add(schema)
  if (schema.meta()?.[personalMark] !== undefined) return true
  const { type, shape, element, valueType, innerType, out, options, getter } =
    schema.def as unknown as Definition
  const parts = [
    ...Object.values(shape ?? {}),
    ...(options ?? []),
    element,
    valueType,
    innerType,
    type === 'pipe' ? out : undefined,
    getter?.(),
  ]
  return parts.some((part) => part !== undefined && holds(part, seen))
}
