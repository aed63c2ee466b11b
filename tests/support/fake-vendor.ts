import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One call that a vendor's fake server got. */
export interface VendorCallSeen {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface FakeVendorAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A vendor's server on this machine: it remembers what it got, and answers what the test says. */
export interface FakeVendor {
  readonly url: string
  readonly seen: VendorCallSeen[]
  /** What the next call is answered; `hang-up`: the connection breaks. Without one, `usual` answers. */
  answerNext(answer: FakeVendorAnswer | 'hang-up'): void
  stop(): Promise<void>
}

export async function startFakeVendor(
  usual: (call: VendorCallSeen) => FakeVendorAnswer,
): Promise<FakeVendor> {
  const seen: VendorCallSeen[] = []
  const planned: (FakeVendorAnswer | 'hang-up')[] = []
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    const call = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    }
    seen.push(call)
    const answer = planned.shift() ?? usual(call)
    if (answer === 'hang-up') {
      request.socket.destroy()
      return
    }
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    answerNext: (answer) => planned.push(answer),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
