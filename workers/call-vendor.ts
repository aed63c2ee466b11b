import { refuseAddress } from '#shared/connections/public-address.ts'
import { secondMs } from '#shared/kernel/time.ts'
import type { VendorAddress, VendorCall, VendorResponse } from '#shared/sources/backfill.ts'
import type { Env } from './env.ts'

const timeoutMs = 20 * secondMs
const maxAnswerBytes = 10_000_000

/** Why the address of a connection must not be called; undefined when it may. */
export function refuseVendorAddress(baseUrl: string, env: Pick<Env, 'ENVIRONMENT'>): string | undefined {
  return refuseAddress(baseUrl, env.ENVIRONMENT === 'development')
}

/**
 * Calls one vendor with a connection's credentials. A redirect is an answer like any other: following it could lead
 * anywhere, and take the credentials along. Throws when there is no answer in time, or too much of one.
 */
export function vendorCall({ baseUrl, headers }: VendorAddress, env: Pick<Env, 'ENVIRONMENT'>): VendorCall {
  return async (request): Promise<VendorResponse> => {
    const url = `${baseUrl}${request.path}`
    const refusal = refuseVendorAddress(url, env)
    // The path is made of what the vendor said; whatever that was, the call stays with the vendor.
    const isElsewhere = refusal === undefined && new URL(url).origin !== new URL(baseUrl).origin
    if (refusal !== undefined || isElsewhere)
      throw new Error(`a vendor's address ${refusal ?? 'leads elsewhere'}`)
    const response = await fetch(url, {
      method: request.method,
      headers: { accept: 'application/json', ...request.headers, ...headers },
      body: request.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return {
      status: response.status,
      headers: new Map(response.headers),
      body: await readText(response.body),
    }
  }
}

async function readText(stream: ReadableStream<Uint8Array> | null): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let byteCount = 0
  for await (const chunk of stream ?? []) {
    byteCount += chunk.byteLength
    if (byteCount > maxAnswerBytes)
      throw new Error(`a vendor answered with more than ${maxAnswerBytes} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
