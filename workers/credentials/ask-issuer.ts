import { refuseAddress } from '#shared/connections/public-address.ts'
import { secondMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'

const timeoutMs = 10 * secondMs
const maxAnswerBytes = 1_000_000

/** Why an address of a provider must not be called; undefined when it may. This machine itself, only in development. */
export function refuseIssuerAddress(address: string, env: Pick<Env, 'ENVIRONMENT'>): string | undefined {
  return refuseAddress(address, env.ENVIRONMENT === 'development')
}

/**
 * Asks a provider and answers what it says, as JSON; undefined when it does not answer in time, with an error, with a
 * redirect (which could lead anywhere), with too much or with no JSON.
 */
export async function askIssuer(
  address: string,
  env: Pick<Env, 'ENVIRONMENT'>,
  init: RequestInit = {},
): Promise<unknown> {
  if (refuseIssuerAddress(address, env) !== undefined) return undefined
  try {
    const headers = new Headers(init.headers)
    headers.set('accept', 'application/json')
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(address, { ...init, headers, redirect: 'manual', signal })
    if (!response.ok) {
      await response.body?.cancel()
      return undefined
    }
    return JSON.parse(await readText(response.body))
  } catch {
    return undefined // no answer, or no JSON
  }
}

async function readText(stream: ReadableStream<Uint8Array> | null): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let byteCount = 0
  for await (const chunk of stream ?? []) {
    byteCount += chunk.byteLength
    if (byteCount > maxAnswerBytes) throw new Error('the answer is too long')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
