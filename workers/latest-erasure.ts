import type { Env } from './env.ts'

/** Where it is kept which erasure of a tenant was carried out last: in R2, which is not put back together with D1. */
export function latestErasureFolder(tenantId: string): string {
  return `erasures/${tenantId}/`
}

function latestErasureKey(tenantId: string): string {
  return `${latestErasureFolder(tenantId)}latest`
}

/** Notes an erasure that was carried out, after its request says so. */
export async function noteLatestErasure(
  env: Pick<Env, 'ARCHIVE'>,
  tenantId: string,
  requestId: string,
): Promise<void> {
  await env.ARCHIVE.put(latestErasureKey(tenantId), requestId)
}

/** The request of the erasure that was noted last, and when it was. */
export async function latestErasure(
  env: Pick<Env, 'ARCHIVE'>,
  tenantId: string,
): Promise<{ requestId: string; notedAtMs: number } | undefined> {
  const object = await env.ARCHIVE.get(latestErasureKey(tenantId))
  return object === null
    ? undefined
    : { requestId: await object.text(), notedAtMs: object.uploaded.getTime() }
}
