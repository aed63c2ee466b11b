import * as z from 'zod'
import { minuteMs } from '#shared/kernel/time.ts'
import { base64Url, randomText } from './random-text.ts'
import { openSealed, type SealedFor, type SealingEnv, sealText } from './sealed-text.ts'

export const signInFlowLifeMs = 10 * minuteMs

const flowSchema = z.object({
  tenantId: z.string(),
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  expiresAtMs: z.number(),
})

/**
 * What a browser keeps between leaving for a provider and coming back: it ties the answer to this browser (`state`), the
 * ID token to this sign-in (`nonce`) and the code to Patron (`codeVerifier`, RFC 7636).
 */
export type SignInFlow = z.infer<typeof flowSchema>

const owner: SealedFor = { tenantId: '', source: 'sign-in', connectionId: '', purpose: 'sign-in' }

export function newSignInFlow(tenantId: string, nowMs: number): SignInFlow {
  return {
    tenantId,
    state: randomText(),
    nonce: randomText(),
    codeVerifier: randomText(),
    expiresAtMs: nowMs + signInFlowLifeMs,
  }
}

/** Sealed, so that the browser that keeps it can neither read nor change it. */
export function sealSignInFlow(flow: SignInFlow, env: SealingEnv): Promise<string> {
  return sealText(JSON.stringify(flow), owner, env)
}

/** The flow that was sealed; undefined when it was not sealed here, or is over. */
export async function openSignInFlow(
  sealed: string,
  env: SealingEnv,
  nowMs: number,
): Promise<SignInFlow | undefined> {
  try {
    const flow = flowSchema.parse(JSON.parse(await openSealed(sealed, owner, env)))
    return nowMs < flow.expiresAtMs ? flow : undefined
  } catch {
    return undefined
  }
}

/** The challenge of a verifier: `S256` of RFC 7636, section 4.2. */
export async function codeChallenge(codeVerifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier))
  return base64Url(new Uint8Array(digest))
}
