import * as z from 'zod'
import { problemTypes } from '#shared/contracts/problems.ts'
import type { Api } from '../../api.ts'
import { open } from '../../operations.ts'

const assets = ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js']
const securityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"

/** The documentation page. Everything it loads comes from this Worker's own assets. */
export function registerGetDocumentation(api: Api): void {
  api.openAPIRegistry.registerPath({
    operationId: 'getDocumentation',
    method: 'get',
    path: '/v1/docs',
    tags: ['Documentation'],
    summary: 'This description as a page, and the list of problems',
    ...open('none', 'It is the same for everybody and names nobody'),
    'x-also-at': ['/v1/docs/problems', ...assets.map((asset) => `/v1/docs/${asset}`)],
    responses: { 200: { description: 'A page', content: { 'text/html': { schema: z.string() } } } },
  })
  api.get('/v1/docs', (context) =>
    context.html(
      page(
        'Patron API',
        `<link rel="stylesheet" href="/v1/docs/swagger-ui.css">
         <div id="api"></div>
         <script src="/v1/docs/swagger-ui-bundle.js"></script>
         <script src="/v1/docs/start.js"></script>`,
      ),
      200,
      { 'content-security-policy': securityPolicy },
    ),
  )
  api.get('/v1/docs/problems', (context) =>
    context.html(
      page(
        'Patron API: problems',
        `<h1>Problems</h1><dl>${Object.entries(problemTypes)
          .map(
            ([code, { status, title }]) =>
              `<dt id="${code}"><code>${code}</code> (${status})</dt><dd>${title}</dd>`,
          )
          .join('')}</dl>`,
      ),
      200,
      { 'content-security-policy': securityPolicy },
    ),
  )
  // Addresses without parameters: one beside "problems" would send every request of the API through the slow router.
  for (const asset of assets) {
    api.get(`/v1/docs/${asset}`, async (context) => {
      const answer = await context.env.ASSETS.fetch(new Request(new URL(`/${asset}`, context.req.url)))
      // A fetched answer's headers cannot be added to; those of a copy can.
      return new Response(answer.body, answer)
    })
  }
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"></head><body>${body}</body></html>`
}
