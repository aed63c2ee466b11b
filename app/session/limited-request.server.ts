/** Far more than any form of these pages has. */
const mostFormBytes = 1024 * 1024
/** So much of what is too large is read and forgotten, so that the browser sees the answer and no broken connection. */
const mostDiscardedBytes = 128 * 1024 * 1024
/** They hand their body on as it comes, or read it themselves with a limit of their own. */
const limitedElsewhere = /^\/(?:imports|models\/[^/]+?)(?:\.data)?\/?$/
/** A part of a file; who begins or ends an upload sends a form of the usual size there. */
const isPart = ({ method, url }: Request) => method === 'PUT' && new URL(url).pathname === '/imports/uploads'

/**
 * The request with a body of at most so many bytes, so that no form is held in memory whose size nobody looked at. What says
 * that it is larger is answered 413; what does not say so and is, breaks off.
 */
export async function limitedRequest(request: Request): Promise<Request | Response> {
  if (request.body === null || isPart(request)) return request
  if (limitedElsewhere.test(new URL(request.url).pathname)) return request
  const declared = request.headers.get('Content-Length')
  if (declared === null) {
    const body = bounded(request.body, mostFormBytes)
    // Node wants to be told that the answer may begin before the body ends.
    return new Request(request, { body, duplex: 'half' } as RequestInit)
  }
  if (Number(declared) <= mostFormBytes) return request
  await discard(request.body)
  return new Response('This form is too large.', { status: 413 })
}

/** The form, or undefined when its body has more than so many bytes; then it was not kept. */
export async function readForm(request: Request, mostBytes: number): Promise<FormData | undefined> {
  const { body, headers } = request
  if (body === null) return new FormData()
  if (Number(headers.get('Content-Length') ?? 0) > mostBytes) {
    await discard(body)
    return undefined
  }
  let isTooLarge = false
  const counted = bounded(body, mostBytes, () => {
    isTooLarge = true
  })
  const contentType = headers.get('Content-Type') ?? ''
  try {
    return await new Response(counted, { headers: { 'Content-Type': contentType } }).formData()
  } catch (error) {
    if (isTooLarge) return undefined
    throw error
  }
}

function bounded(
  body: ReadableStream<Uint8Array>,
  mostBytes: number,
  tell: () => void = () => undefined,
): ReadableStream<Uint8Array> {
  let byteCount = 0
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        byteCount += chunk.byteLength
        if (byteCount <= mostBytes) return controller.enqueue(chunk)
        tell()
        controller.error(new RangeError(`a form may have ${mostBytes} bytes at the most`))
      },
    }),
  )
}

async function discard(body: ReadableStream<Uint8Array>): Promise<void> {
  let byteCount = 0
  for await (const chunk of body) {
    byteCount += chunk.byteLength
    if (byteCount > mostDiscardedBytes) return
  }
}
