import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on this machine that answers as none should: `/silent`, `/endless`, `/stuck` (begins and stops), `/away` (a redirect to itself). */
export interface BadServer {
  readonly url: string
  /** The paths that were asked for. */
  readonly seen: string[]
  stop(): Promise<void>
}

export async function startBadServer(): Promise<BadServer> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    seen.push(path)
    if (path === '/silent') return
    if (path === '/away') {
      response.writeHead(302, { location: '/answer' }).end()
      return
    }
    response.writeHead(200, { 'content-type': 'application/json' })
    if (path === '/answer') response.end('{"is":"good"}')
    else if (path === '/stuck') response.write('{')
    else {
      const piece = ' '.repeat(65_536)
      const goOn = (): void => {
        while (!response.destroyed && response.write(piece));
      }
      response.on('drain', goOn)
      goOn()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
