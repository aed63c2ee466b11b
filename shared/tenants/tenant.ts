import { defaultIdentityRules, type IdentityRules } from '../identity/identity-rules.ts'
import { normalisePhone } from '../identity/normalise-phone.ts'

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
  readonly identityRules: IdentityRules
  /** The shop's own numbers in E.164. */
  readonly ownPhones: ReadonlySet<string>
}

/** A tenant as it is stored: what is null or left out is as usual. */
export interface TenantSettings extends Omit<Tenant, typeof verified | 'identityRules' | 'ownPhones'> {
  readonly identityRules?: IdentityRules | null
  readonly ownPhones?: readonly string[] | null
}

/** To be called by the credential check, and by consumers for a tenant that the log itself names. */
export function tenantFromCredential(settings: TenantSettings): Tenant {
  const { identityRules, ownPhones, ...same } = settings
  const tenant: Omit<Tenant, typeof verified> = {
    ...same,
    identityRules: identityRules ?? defaultIdentityRules,
    ownPhones: new Set((ownPhones ?? []).flatMap((phone) => normalisePhone(phone, settings.country) ?? [])),
  }
  return tenant as Tenant
}
