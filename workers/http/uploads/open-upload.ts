import { ProblemError } from '../problems.ts'
import { inflateIfGzip } from './inflate-if-gzip.ts'
import { type MultipartEvent, MultipartParser } from './multipart-parser.ts'

/** A file on its way in: its content has not been read yet. */
export interface OpenUpload {
  /** Form fields that came before the file. */
  readonly fields: ReadonlyMap<string, string>
  readonly fileName: string | undefined
  /** The file, unpacked when it is gzip; throws a 400 problem where it breaks off. */
  readonly pieces: AsyncIterable<Uint8Array>
}

const fileTypes = new Set([
  'text/csv',
  'application/csv',
  'text/plain',
  'text/tab-separated-values',
  'application/gzip',
  'application/x-gzip',
])
const maxFieldBytes = 64 * 1024

/**
 * Opens the file of a request, which is its body or the part `file` of a form, without reading more than what stands
 * before it. Throws problems: 415 for another content type, 400 for a form without a file.
 */
export async function openUpload(request: Request): Promise<OpenUpload> {
  const contentType = request.headers.get('content-type') ?? ''
  const encoding = request.headers.get('content-encoding') ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new ProblemError('unsupported-media-type', `Content-Encoding ${encoding} is not taken here`)
  }
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const body = inflateIfGzip(request.body ?? emptyBody())
  if (fileTypes.has(type)) return { fields: new Map(), fileName: undefined, pieces: body }
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType)
  if (type === 'multipart/form-data' && boundary !== null) {
    return openForm(readMultipart(body, boundary[1] ?? boundary[2] ?? ''))
  }
  throw new ProblemError('unsupported-media-type', 'Send the file as text/csv, or as multipart/form-data')
}

async function openForm(events: AsyncGenerator<MultipartEvent>): Promise<OpenUpload> {
  const fields = new Map<string, string>()
  let field = ''
  const decoder = new TextDecoder()
  for (let next = await events.next(); !next.done; next = await events.next()) {
    const event = next.value
    if (event.kind === 'part' && event.name === 'file') {
      return { fields, fileName: event.fileName, pieces: inflateIfGzip(fileContent(events)) }
    }
    if (event.kind === 'part') field = event.name
    else {
      const text = (fields.get(field) ?? '') + decoder.decode(event.bytes)
      if (text.length > maxFieldBytes)
        throw new ProblemError('content-too-large', `The field ${field} is too long`)
      fields.set(field, text)
    }
  }
  throw new ProblemError('malformed-request', 'The form has no part named file')
}

/** The content of the part that has just begun. */
async function* fileContent(events: AsyncGenerator<MultipartEvent>): AsyncGenerator<Uint8Array> {
  for (let next = await events.next(); !next.done; next = await events.next()) {
    if (next.value.kind === 'part') return
    yield next.value.bytes
  }
}

async function* readMultipart(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<MultipartEvent> {
  const parser = new MultipartParser(boundary)
  for await (const piece of body) yield* parser.push(piece)
  parser.end()
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
