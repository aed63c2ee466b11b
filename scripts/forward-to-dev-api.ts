import { readFileSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { parseEnv } from 'node:util'
import type { Plugin, ViteDevServer } from 'vite'
import { repositoryRoot } from './repository-root.ts'

const apiPath = /^\/(?:v1|webhooks)\/|^\/(?:healthz|readyz)$/

/**
 * Gives Vite's server the addresses that app/functions passes on to the API when the dashboard is deployed, /v1/live
 * included, and with the same code deciding who the browser is.
 */
export function forwardToDevApi(apiUrl: string): Plugin {
  return {
    name: 'forward-to-dev-api',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!apiPath.test(pathOf(request))) return next()
        forwardedHeaders(server, request).then((headers) => {
          const sent = httpRequest(apiUrl + request.url, { method: request.method ?? 'GET', headers })
          sent.once('response', (answer) => {
            response.writeHead(answer.statusCode ?? 502, answer.headers)
            answer.pipe(response)
          })
          sent.once('error', () => response.writeHead(502).end('The API does not answer.'))
          request.pipe(sent)
        }, next)
      })
      server.httpServer?.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
        if (!apiPath.test(pathOf(request))) return // one of Vite's own
        forwardedHeaders(server, request).then(
          (headers) => openSocket(apiUrl, request, headers, socket),
          () => socket.destroy(),
        )
      })
    },
  }
}

function pathOf(request: IncomingMessage): string {
  return request.url?.split('?', 1)[0] ?? '/'
}

/** The headers the deployed dashboard would send on: it turns the session cookie into a token. */
async function forwardedHeaders(
  server: ViteDevServer,
  request: IncomingMessage,
): Promise<Record<string, string>> {
  const module = await server.ssrLoadModule('/app/api/forward-to-api.server.ts')
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value))
  let forwarded = headers
  const env = {
    ...parseEnv(readFileSync(join(repositoryRoot, 'app/.dev.vars'), 'utf8')),
    API: {
      fetch: async (sent: Request) => {
        forwarded = sent.headers
        return new Response()
      },
    },
  }
  const url = `http://${request.headers.host}${request.url}`
  await module.forwardToApi(new Request(url, { method: request.method ?? 'GET', headers }), env)
  return Object.fromEntries(forwarded)
}

function openSocket(
  apiUrl: string,
  request: IncomingMessage,
  headers: Record<string, string>,
  socket: Duplex,
): void {
  const connection = { connection: 'Upgrade', upgrade: 'websocket' }
  const sent = httpRequest(apiUrl + request.url, { headers: { ...headers, ...connection } })
  sent.once('upgrade', (answer, apiSocket) => {
    const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`)
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`)
    apiSocket.on('error', () => socket.destroy()).pipe(socket)
    socket.on('error', () => apiSocket.destroy()).pipe(apiSocket)
  })
  sent.once('response', (answer) =>
    socket.end(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n\r\n`),
  )
  sent.once('error', () => socket.destroy())
  sent.end()
}
