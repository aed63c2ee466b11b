import type { Env } from './env.ts'

const placed = new WeakMap<Env, Env>()

/** Where this deployment keeps the data of all its shops. */
export function deploymentResidency({ DATA_RESIDENCY }: Pick<Env, 'DATA_RESIDENCY'>): 'anywhere' | 'eu' {
  return DATA_RESIDENCY === 'eu' ? 'eu' : 'anywhere'
}

/**
 * The environment with every Durable Object in the jurisdiction of the deployment. An object belongs to a jurisdiction by
 * its very id, so all parts of the Worker must look in the same one: this is the one place that chooses it.
 */
export function placedEnv(env: Env): Env {
  if (deploymentResidency(env) === 'anywhere') return env
  const known = placed.get(env)
  if (known !== undefined) return known
  const there: Env = {
    ...env,
    EVENT_LOG: env.EVENT_LOG.jurisdiction('eu'),
    IDENTITY_DIRECTORY: env.IDENTITY_DIRECTORY.jurisdiction('eu'),
    CUSTOMER: env.CUSTOMER.jurisdiction('eu'),
    LIVE_FEED: env.LIVE_FEED.jurisdiction('eu'),
    RATE_LIMITS: env.RATE_LIMITS.jurisdiction('eu'),
    // It has no jurisdiction.
    PRODUCT_VECTORS: undefined,
  }
  placed.set(env, there)
  return there
}
