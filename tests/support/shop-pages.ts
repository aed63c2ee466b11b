import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A shop's web server on this machine, whose pages all have the same head. */
export interface ShopPages {
  readonly url: string
  close(): Promise<void>
}

/** Serves pages with `head` in them at every address, and `files` by their path. */
export async function serveShopPages(
  head: string,
  files: Readonly<Record<string, string>> = {},
): Promise<ShopPages> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname
    const script = files[path]
    response.setHeader(
      'content-type',
      script === undefined ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8',
    )
    response.end(
      script ??
        `<!doctype html><html lang="en"><head><title>Shop ${path}</title>${head}</head><body><h1>Shop</h1></body></html>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
