import type * as z from 'zod'

interface Definition {
  readonly type: string
  readonly shape?: Readonly<Record<string, unknown>>
  readonly catchall?: { readonly def: { readonly type: string } }
  readonly innerType?: z.ZodType
  readonly in?: z.ZodType
  readonly options?: readonly z.ZodType[]
}

/** The fields that an object schema knows, on its first level; undefined when it takes any. */
export function knownFields(schema: z.ZodType): ReadonlySet<string> | undefined {
  const { type, shape, catchall, innerType, in: before, options } = schema.def as unknown as Definition
  const inner = innerType ?? (type === 'pipe' ? before : undefined)
  if (inner !== undefined) return knownFields(inner)
  if (options !== undefined) {
    const sets = options.map(knownFields)
    return sets.includes(undefined) ? undefined : new Set(sets.flatMap((set) => [...(set ?? [])]))
  }
  if (shape === undefined) return undefined
  // A loose object says so with a catch-all that takes anything; a strict one refuses by itself.
  if (catchall !== undefined && catchall.def.type !== 'never') return undefined
  return new Set(Object.keys(shape))
}
