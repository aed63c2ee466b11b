import type { Context } from 'hono'
import { callerNetwork } from '#shared/access/caller-network.ts'
import type { ApiEnv } from './api-env.ts'

/** Who is calling, as Cloudflare says; on a laptop, which has nobody else, there is one address for all. */
export function callerAddress(context: Context<ApiEnv>): string {
  return context.req.header('cf-connecting-ip') ?? 'local'
}

/** The network the caller came from, as the audit log keeps it; null on a laptop. */
export function networkOf(context: Context<ApiEnv>): string | null {
  return callerNetwork(context.req.header('cf-connecting-ip'))
}
