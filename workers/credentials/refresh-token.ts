import type { HashingEnv } from './keyed-hash.ts'
import { keyedHash } from './keyed-hash.ts'

/** Which exchange of which session a refresh token is for. */
export interface RefreshTokenContent {
  readonly sessionId: string
  readonly count: number
}

/**
 * `<session>.<number of the exchange>.<HMAC of both>`. Nobody can make one, so nothing needs to be stored but the number
 * that is good now. To callers it is opaque.
 */
export async function newRefreshToken(content: RefreshTokenContent, env: HashingEnv): Promise<string> {
  const body = `${content.sessionId}.${content.count}`
  return `${body}.${await keyedHash('refresh-token', body, env)}`
}

/** What a refresh token is for; undefined when it was not made here. */
export async function readRefreshToken(
  token: string,
  env: HashingEnv,
): Promise<RefreshTokenContent | undefined> {
  const [, sessionId, count] = /^([\w-]{1,64})\.(\d{1,9})\.[0-9a-f]{64}$/.exec(token) ?? []
  if (sessionId === undefined || count === undefined) return undefined
  const content = { sessionId, count: Number(count) }
  return isSame(token, await newRefreshToken(content, env)) ? content : undefined
}

/** Takes as long wherever two texts of the same length differ. */
function isSame(left: string, right: string): boolean {
  if (left.length !== right.length) return false
  let difference = 0
  for (let index = 0; index < left.length; index += 1) {
    difference |= left.charCodeAt(index) ^ right.charCodeAt(index)
  }
  return difference === 0
}
