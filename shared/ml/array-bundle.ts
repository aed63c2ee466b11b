import * as z from 'zod'
import { type Result, succeed } from '../kernel/result.ts'
import type { FitFailure } from './estimator.ts'
import { unreadableArtifact } from './fit-failures.ts'

const arrayTypes = {
  int8: Int8Array,
  uint8: Uint8Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const
type ArrayType = keyof typeof arrayTypes
export type BundledArray = Int8Array | Uint8Array | Uint32Array | Float32Array | Float64Array

/** An artifact too large for JSON: what it is, some figures, and arrays by name. */
export interface ArrayBundle {
  readonly kind: string
  readonly version: number
  readonly figures: Readonly<Record<string, number>>
  readonly arrays: Readonly<Record<string, BundledArray>>
}

const headerSchema = z.object({
  kind: z.string(),
  version: z.number().int(),
  figures: z.record(z.string(), z.number()),
  arrays: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['int8', 'uint8', 'uint32', 'float32', 'float64']),
      length: z.number().int().nonnegative(),
    }),
  ),
})

/** Arrays begin at multiples of 8 bytes, so that they can be read where they lie. */
const alignment = 8

/** Four bytes with the length of the header, the header as JSON, the arrays behind each other; little-endian. */
export function packArrays({ kind, version, figures, arrays }: ArrayBundle): ArrayBuffer {
  const listed = Object.entries(arrays).map(([name, array]) => ({
    name,
    type: typeOf(array),
    length: array.length,
  }))
  const header = new TextEncoder().encode(JSON.stringify({ kind, version, figures, arrays: listed }))
  const size = Object.values(arrays).reduce((sum, { byteLength }) => sum + aligned(byteLength), 0)
  const bytes = new Uint8Array(aligned(4 + header.length) + size)
  new DataView(bytes.buffer).setUint32(0, header.length, true)
  bytes.set(header, 4)
  let at = aligned(4 + header.length)
  for (const array of Object.values(arrays)) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += aligned(array.byteLength)
  }
  return bytes.buffer
}

/** Reads what `packArrays` made of this kind and version. The arrays are views of `bytes`: nothing is copied. */
export function unpackArrays(
  bytes: ArrayBuffer,
  kind: string,
  version: number,
): Result<ArrayBundle, FitFailure> {
  const header = readHeader(bytes)
  if (header === null) return unreadableArtifact(`these bytes are no ${kind}`)
  if (header.kind !== kind || header.version !== version) {
    return unreadableArtifact(
      `a ${header.kind} of version ${header.version} is no ${kind} of version ${version}`,
    )
  }
  const arrays: Record<string, BundledArray> = {}
  let at = header.end
  for (const { name, type, length } of header.arrays) {
    const size = length * arrayTypes[type].BYTES_PER_ELEMENT
    if (at + size > bytes.byteLength) return unreadableArtifact(`the ${kind} is cut short in ${name}`)
    arrays[name] = new arrayTypes[type](bytes, at, length)
    at += aligned(size)
  }
  return succeed({ kind, version, figures: header.figures, arrays })
}

/** The named array when it is of the type and length it should be; `length` null: any. */
export function arrayOf<Type extends ArrayType>(
  bundle: ArrayBundle,
  name: string,
  type: Type,
  length: number | null = null,
): InstanceType<(typeof arrayTypes)[Type]> | null {
  const array = bundle.arrays[name]
  if (array === undefined || typeOf(array) !== type) return null
  if (length !== null && array.length !== length) return null
  return array as InstanceType<(typeof arrayTypes)[Type]>
}

function readHeader(bytes: ArrayBuffer): (z.infer<typeof headerSchema> & { end: number }) | null {
  if (bytes.byteLength < 4) return null
  const length = new DataView(bytes).getUint32(0, true)
  if (4 + length > bytes.byteLength) return null
  try {
    const text = new TextDecoder().decode(new Uint8Array(bytes, 4, length))
    const header = headerSchema.safeParse(JSON.parse(text))
    return header.success ? { ...header.data, end: aligned(4 + length) } : null
  } catch {
    return null
  }
}

function aligned(size: number): number {
  return Math.ceil(size / alignment) * alignment
}

function typeOf(array: BundledArray): ArrayType {
  if (array instanceof Int8Array) return 'int8'
  if (array instanceof Uint8Array) return 'uint8'
  if (array instanceof Uint32Array) return 'uint32'
  return array instanceof Float32Array ? 'float32' : 'float64'
}
