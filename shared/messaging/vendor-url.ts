import * as z from 'zod'

const thisMachine = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Where a vendor's API is, as a connection may set it: the vendor's own domain, so that nobody can have its credentials
 * sent elsewhere, or this machine, which only development may call.
 */
export function vendorUrl(domain: string, usual: string): z.ZodDefault<z.ZodURL> {
  return z
    .url({ protocol: /^https?$/ })
    .refine((url) => isOf(domain, url), `must lead to ${domain}`)
    .default(usual)
}

function isOf(domain: string, url: string): boolean {
  const address = URL.parse(url)
  if (address === null) return false
  const { protocol, hostname } = address
  if (thisMachine.has(hostname)) return true
  return protocol === 'https:' && (hostname === domain || hostname.endsWith(`.${domain}`))
}
