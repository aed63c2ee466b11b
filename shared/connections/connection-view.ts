import type { ConnectionHealth, ConnectionView, DeliveryView } from '../contracts/connections.ts'
import type { ConnectionLogRow } from '../database/tables/connection-logs.ts'
import type { ConnectionRow } from '../database/tables/tenant.ts'
import { toIso } from '../kernel/time.ts'

/** A connection as the API shows it; `webhookUrl` is null where nothing is delivered. */
export function connectionView(
  row: ConnectionRow,
  health: ConnectionHealth,
  webhookUrl: string | null,
  nowMs: number,
): ConnectionView {
  const isRotating = row.oldSecretUntil !== null && row.oldSecretUntil > nowMs && row.secrets.length > 1
  return {
    source: row.source,
    connectionId: row.connectionId,
    label: row.label,
    status: row.status,
    webhookUrl,
    settings: row.settings,
    hasCredentials: row.sealedCredentials !== null,
    isDemo: row.isDemo,
    createdAt: toIso(row.createdAt),
    oldSecretUntil: isRotating ? toIso(row.oldSecretUntil ?? 0) : null,
    health,
  }
}

/** A delivery as lists show it. */
export function deliveryView(row: Omit<ConnectionLogRow, 'kept'>): DeliveryView {
  const { tenantId: _, logId, receivedAt, eventKeys: __, ...told } = row
  return { ...told, id: logId, receivedAt: toIso(receivedAt) }
}
