import type { Env } from '../env.ts'
import type { Access } from '../http/api-env.ts'
import { looksLikeAccessToken } from './access-token.ts'
import { findApiKey } from './find-api-key.ts'
import { findSessionAccess } from './find-session.ts'

/** Who a credential belongs to: an access token, an API key or a write key. Undefined when it is none, or no longer good. */
export async function findCredential(text: string, env: Env, nowMs: number): Promise<Access | undefined> {
  return looksLikeAccessToken(text) ? findSessionAccess(text, env, nowMs) : findApiKey(text, env, nowMs)
}
