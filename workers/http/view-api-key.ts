import type { ApiKeyView } from '#shared/contracts/api-keys.ts'
import type { ApiKeyRow } from '#shared/database/tables/api-key.ts'
import { toIso } from '#shared/kernel/time.ts'

/** A key as staff see it: everything but the key itself. */
export function apiKeyView(row: ApiKeyRow, nowMs: number): ApiKeyView {
  const { keyId, label, role, scopes, connectionId, allowedOrigins, createdBy } = row
  const isExpired = row.expiresAt !== null && nowMs >= row.expiresAt
  return {
    keyId,
    label,
    role,
    scopes,
    connectionId,
    allowedOrigins,
    status: row.revokedAt !== null ? 'revoked' : isExpired ? 'expired' : 'active',
    createdAt: toIso(row.createdAt),
    createdBy,
    expiresAt: momentOf(row.expiresAt),
    lastUsedAt: momentOf(row.lastUsedAt),
    revokedAt: momentOf(row.revokedAt),
  }
}

function momentOf(epochMs: number | null): string | null {
  return epochMs === null ? null : toIso(epochMs)
}
