import { ProblemError } from './problems.ts'

const otherPackings = new Set(['br', 'compress', 'deflate', 'zstd'])

/**
 * The problem of a body that could not be read: 415 when it came packed in another way than gzip, else 400 with `detail`.
 * To be asked for afterwards, since not all that is called packed is.
 */
export function unreadableBody(headers: Headers, detail: string | undefined): ProblemError {
  const packings = (headers.get('content-encoding') ?? '').toLowerCase().split(',')
  const other = packings.map((packing) => packing.trim()).find((packing) => otherPackings.has(packing))
  return other === undefined
    ? new ProblemError('malformed-request', detail)
    : new ProblemError('unsupported-media-type', `The body is packed with ${other}: only gzip is taken`)
}
