import type { StaffRole } from '../access/roles.ts'
import { defaultIdentityRules, type IdentityRules } from '../identity/identity-rules.ts'
import { normalisePhone } from '../identity/normalise-phone.ts'
import { usualDeviationThreshold } from '../predictions/anomalies/deviation-threshold.ts'
import { defaultRetentionDays, type RetentionDays } from '../privacy/retention-days.ts'

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
  /** `suspended`: no credential is good for anything but resuming. `deleting`: for nothing. */
  readonly status: 'active' | 'suspended' | 'deleting'
  /** true: customers are profiled until they object; false: only with consent; null: as the country's law wants. */
  readonly isProfilingOptOut: boolean | null
  /** Whether Global Privacy Control of browsers counts for nothing. */
  readonly isPrivacySignalIgnored: boolean
  /** By which share of the usual a purchase, or a day, has to be off to be called unusual. */
  readonly spendingDeviationThreshold: number
  /** For how long each kind of data is kept. */
  readonly retention: RetentionDays
  /** Who must have a second factor, and since when; null: nobody must. */
  readonly secondFactorRoles: readonly StaffRole[]
  readonly secondFactorSince: number | null
}

/** A tenant as it is stored: what is null or left out is as usual. */
export interface TenantSettings
  extends Omit<
    Tenant,
    | typeof verified
    | 'identityRules'
    | 'ownPhones'
    | 'status'
    | 'isProfilingOptOut'
    | 'isPrivacySignalIgnored'
    | 'spendingDeviationThreshold'
    | 'retention'
    | 'secondFactorRoles'
    | 'secondFactorSince'
  > {
  readonly identityRules?: IdentityRules | null
  readonly ownPhones?: readonly string[] | null
  readonly status?: Tenant['status']
  readonly isProfilingOptOut?: boolean | null
  readonly isPrivacySignalIgnored?: boolean
  readonly spendingDeviationThreshold?: number | null
  readonly retention?: Partial<RetentionDays> | null
  readonly secondFactorRoles?: readonly StaffRole[]
  readonly secondFactorSince?: number | null
}

/** To be called by the credential check, and by consumers for a tenant that the log itself names. */
export function tenantFromCredential(settings: TenantSettings): Tenant {
  const { identityRules, ownPhones, status, isProfilingOptOut, retention, ...same } = settings
  const { secondFactorRoles = [], secondFactorSince = null } = settings
  const { spendingDeviationThreshold } = settings
  const tenant: Omit<Tenant, typeof verified> = {
    ...same,
    identityRules: identityRules ?? defaultIdentityRules,
    ownPhones: new Set((ownPhones ?? []).flatMap((phone) => normalisePhone(phone, settings.country) ?? [])),
    status: status ?? 'active',
    isProfilingOptOut: isProfilingOptOut ?? null,
    isPrivacySignalIgnored: settings.isPrivacySignalIgnored ?? false,
    spendingDeviationThreshold: spendingDeviationThreshold ?? usualDeviationThreshold,
    retention: { ...defaultRetentionDays, ...retention },
    secondFactorRoles,
    secondFactorSince,
  }
  return tenant as Tenant
}
