import { sign, verify } from 'hono/jwt'
import * as z from 'zod'
import { permissionsOfRole } from '#shared/access/permissions.ts'
import { userRoles } from '#shared/access/roles.ts'
import { hourMs } from '#shared/kernel/time.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import type { Access } from '../http/api-env.ts'
import { loadTenant } from './load-tenant.ts'

export const sessionLifeMs = 12 * hourMs

const audience = 'patron-session'
const claimsSchema = z.object({
  aud: z.literal(audience),
  sub: z.string(),
  email: z.string(),
  tenantId: z.string(),
  role: z.enum(userRoles),
  exp: z.int(),
})

/** A token that says who signed in, good for {@link sessionLifeMs}. */
export async function newSessionToken(
  user: { userId: string; email: string; role: (typeof userRoles)[number] },
  tenant: Tenant,
  env: Env,
  nowMs: number,
): Promise<string> {
  const claims = {
    aud: audience,
    sub: user.userId,
    email: user.email,
    tenantId: tenant.tenantId,
    role: user.role,
    exp: Math.floor((nowMs + sessionLifeMs) / 1000),
  }
  return sign(claims, signingSecret(env), 'HS256')
}

/** Throws when production runs without a secret of its own: then anybody could make a token. */
function signingSecret(env: Env): string {
  const secret: string | undefined = env.SESSION_SECRET
  const isSafe = env.ENVIRONMENT !== 'production' || !secret?.startsWith('demo-')
  if (secret === undefined || secret.length < 32 || !isSafe) {
    throw new Error('SESSION_SECRET must be set to at least 32 characters of chance')
  }
  return secret
}

/** Who a session token belongs to; undefined when it was not signed here, was changed or has expired. */
export async function readSessionToken(token: string, env: Env, nowMs: number): Promise<Access | undefined> {
  const secret = signingSecret(env)
  try {
    const claims = claimsSchema.safeParse(await verify(token, secret, 'HS256'))
    if (!claims.success) return undefined
    const tenant = await loadTenant(env.DB, claims.data.tenantId, nowMs)
    return tenant === undefined
      ? undefined
      : {
          tenant,
          kind: 'user',
          role: claims.data.role,
          permissions: new Set(permissionsOfRole[claims.data.role]),
          actor: claims.data.email,
          userId: claims.data.sub,
          sessionId: '',
          keyId: '',
          connectionId: '',
        }
  } catch {
    return undefined // hono's verify throws for every kind of bad token
  }
}
