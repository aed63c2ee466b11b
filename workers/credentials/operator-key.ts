import type { Env } from '../env.ts'

const shortestKey = 32

/** Whether there is an operator of the platform who may call the API. Throws for a key that could be guessed. */
export function hasOperator({ PLATFORM_OPERATOR_KEY: key }: Pick<Env, 'PLATFORM_OPERATOR_KEY'>): boolean {
  if (key === undefined || key === '') return false
  if (key.length < shortestKey)
    throw new Error(`PLATFORM_OPERATOR_KEY must have ${shortestKey} characters or more`)
  return true
}

/** Whether a text is the operator's key. Hashes are compared, so the time tells nothing of how much of it was right. */
export async function isOperatorKey(text: string, env: Pick<Env, 'PLATFORM_OPERATOR_KEY'>): Promise<boolean> {
  if (!hasOperator(env)) return false
  const [given, right] = await Promise.all([text, env.PLATFORM_OPERATOR_KEY ?? ''].map(digest))
  return given !== undefined && right !== undefined && crypto.subtle.timingSafeEqual(given, right)
}

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
}
