import type { ToldOrderRow } from '#shared/database/project-orders.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { askTellers, type TellerPorts } from '../../ingest/ask-tellers.ts'
import type { IdentityPorts } from '../../ingest/ingest-ports.ts'
import { inParts } from './in-parts.ts'
import { usualUndoLimits } from './undo-limits.ts'

export type RemakePorts = TellerPorts & Pick<IdentityPorts, 'project'>

/** Roughly what a row has beside its lines. */
const rowCharacters = 500

/**
 * Makes the rows of orders again from what everybody tells of them now, in transactions of about `mostCharacters`. Whatever is
 * told while this goes on may be lost with the old rows; so all are asked again afterwards, until nobody has anything new to say.
 */
export async function remakeOrders(
  tenant: Tenant,
  orderKeys: readonly string[],
  ports: RemakePorts,
  mostCharacters = usualUndoLimits.characters,
): Promise<void> {
  if (orderKeys.length === 0) return
  let before = await askTellers(tenant, orderKeys, ports)
  const rowsOf = Map.groupBy(before.values(), ({ orderKey }) => orderKey)
  const toldOf = (orderKey: string) => rowsOf.get(orderKey) ?? []
  const charactersOf = (orderKey: string) => charactersTogether(toldOf(orderKey))
  for (const keys of inParts(orderKeys, charactersOf, mostCharacters)) {
    await ports.project(tenant, { remade: { orderKeys: keys, orders: keys.flatMap(toldOf) } })
  }
  for (;;) {
    const now = await askTellers(tenant, orderKeys, ports)
    const news = [...now].flatMap(([teller, row]) =>
      before.get(teller)?.version === row.version ? [] : [row],
    )
    if (news.length === 0) return
    for (const orders of inParts(news, (row) => charactersTogether([row]), mostCharacters)) {
      await ports.project(tenant, { orders })
    }
    before = now
  }
}

function charactersTogether(rows: readonly ToldOrderRow[]): number {
  return rows.reduce((sum, { lines }) => sum + rowCharacters + lines.length, rowCharacters)
}
