import * as z from 'zod'
import { errorReport } from '#shared/kernel/error-report.ts'
import { appendEvents } from '../../../append-events.ts'
import type { Api } from '../../api.ts'
import { open } from '../../operations.ts'
import { answerScan } from './answer-scan.ts'
import { findScannedCode } from './find-scanned-code.ts'

const patienceMs = 1_000

/** What a phone opens when it has read a printed code. No shopper sees a problem document here. */
export function registerOpenQrCode(api: Api): void {
  api.openAPIRegistry.registerPath({
    operationId: 'openQrCode',
    method: 'get',
    path: '/q/{code}',
    tags: ['QR codes'],
    summary: 'Records a scan and leads to where the code points',
    ...open(
      'none',
      'Whoever holds the printed code opens it; the answer is the address that is printed on it',
    ),
    request: {
      params: z.object({ code: z.string() }),
      query: z.object({ r: z.string().optional().meta({ description: 'Number of the receipt it is on' }) }),
    },
    responses: {
      302: { description: 'To the target of the code' },
      404: { description: 'No such code, or it is switched off', content: { 'text/html': {} } },
      503: { description: 'The code cannot be looked up for the moment', content: { 'text/html': {} } },
    },
  })
  api.get('/q/:code', async (context) => {
    const nowMs = Date.now()
    const { env, req, executionCtx } = context
    const code = req.param('code').toLowerCase()
    const complain = (error: unknown) => {
      const requestId = context.get('requestId')
      // biome-ignore lint/suspicious/noConsole: the shopper goes on all the same, so only the log can say it
      console.error(JSON.stringify({ level: 'error', requestId, qrCode: code, ...errorReport(error) }))
    }
    try {
      const found = await findScannedCode(code, env, nowMs)
      if (found === undefined) {
        return context.html(
          page('This code does not lead anywhere', 'It may have been taken down.'),
          404,
          safe,
        )
      }
      return await answerScan(req.raw, found, {
        append: (event) => appendEvents(env, found.tenant, [event], [], nowMs),
        goOn: (work) => executionCtx.waitUntil(work),
        complain,
        nowMs,
        freshId: () => crypto.randomUUID(),
        patienceMs,
      })
    } catch (error) {
      complain(error)
      const unavailable = page('Not available for the moment', 'Please scan the code again in a minute.')
      return context.html(unavailable, 503, { ...safe, 'retry-after': '60' })
    }
  })
}

const safe = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
}

function page(title: string, text: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
    <style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:20vh auto;padding:0 1.5rem}</style>
    </head><body><h1>${title}</h1><p>${text}</p></body></html>`
}
