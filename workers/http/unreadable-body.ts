import { ProblemError } from './problems.ts'

const otherPackings = new Set(['br', 'compress', 'deflate', 'zstd'])

/** The problem of a body that could not be read: {@link otherPacking} if it came so, else 400 with `detail`. */
export function unreadableBody(headers: Headers, detail: string | undefined): ProblemError {
  return otherPacking(headers) ?? new ProblemError('malformed-request', detail)
}

/**
 * The 415 problem of a body that came packed in another way than gzip, by the header `content-encoding`. To be asked for once the
 * body could not be read, since not all that is called packed is.
 */
export function otherPacking(headers: {
  get(name: string): string | null | undefined
}): ProblemError | undefined {
  const packings = (headers.get('content-encoding') ?? '').toLowerCase().split(',')
  const other = packings.map((packing) => packing.trim()).find((packing) => otherPackings.has(packing))
  return other === undefined
    ? undefined
    : new ProblemError('unsupported-media-type', `The body is packed with ${other}: only gzip is taken`)
}
