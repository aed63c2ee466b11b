declare const verified: unique symbol

/**
 * The tenant a verified credential belongs to. It cannot be written by hand: only the credential check makes one
 * ({@link tenantFromCredential}), and every name of an object, a row set or an R2 key starts from it.
 */
export interface Tenant {
  readonly [verified]: true
  readonly tenantId: string
  readonly name: string
  readonly country: string
  readonly currency: string
  readonly timeZone: string
  readonly logShardCount: number
  /** 0: one Durable Object a customer; N: customers share N objects. */
  readonly customerCellCount: number
}

export type TenantSettings = Omit<Tenant, typeof verified>

/** To be called by the credential check, and by consumers for a tenant that the log itself names. */
export function tenantFromCredential(settings: TenantSettings): Tenant {
  return settings as Tenant
}
