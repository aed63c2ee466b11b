import * as z from 'zod'
import type { Api } from '../../api.ts'
import { open } from '../../operations.ts'

/** The script that a shop puts into its pages; see docs/how-to/track-a-web-shop.md. */
export function registerGetBrowserScript(api: Api): void {
  api.openAPIRegistry.registerPath({
    operationId: 'getBrowserScript',
    method: 'get',
    path: '/patron.js',
    tags: ['Tracking'],
    summary: 'The script for pages of the shop',
    ...open('none', 'It is the same file for everybody'),
    responses: {
      200: { description: 'The script', content: { 'text/javascript': { schema: z.string() } } },
    },
  })
  api.get('/patron.js', async (context) => {
    const answer = await context.env.ASSETS.fetch(new Request(new URL('/patron.js', context.req.url)))
    return new Response(answer.body, {
      status: answer.status,
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=3600',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
      },
    })
  })
}
