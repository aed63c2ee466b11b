import type { Api } from '../../api.ts'

/** The script that a shop puts into its pages; see docs/how-to/track-a-web-shop.md. */
export function registerGetBrowserScript(api: Api): void {
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
