import type { EntryContext } from '@remix-run/cloudflare'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToReadableStream } from 'react-dom/server'
import { errorReport } from '#shared/kernel/error-report.ts'
import { NonceContext } from './nonce-context.ts'
import { securityHeaders } from './security-headers.ts'

/** Renders a page as a stream; a crawler gets it whole. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
): Promise<Response> {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  let answerStatus = status
  const body = await renderToReadableStream(
    <NonceContext.Provider value={nonce}>
      <RemixServer context={remixContext} url={request.url} nonce={nonce} />
    </NonceContext.Provider>,
    {
      nonce,
      signal: request.signal,
      onError() {
        answerStatus = 500
      },
    },
  )
  if (isbot(request.headers.get('user-agent') ?? '')) await body.allReady
  for (const [name, value] of Object.entries(securityHeaders(nonce, import.meta.env.DEV)))
    headers.set(name, value)
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(body, { status: answerStatus, headers })
}

/** What a page did not expect. An address that is none, and what a loader refuses, are answered and no errors. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (request.signal.aborted || isRouteErrorResponse(error)) return
  // biome-ignore lint/suspicious/noConsole: the log is the only place that may know what went wrong
  console.error(JSON.stringify({ level: 'error', ...errorReport(error) }))
}
