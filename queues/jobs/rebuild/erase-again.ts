import { projectionStatements } from '#shared/database/project.ts'
import type { EraseOperation } from '#shared/identity/decision-records.ts'
import { settleIdentity } from '../../ingest/settle-identity.ts'
import type { RebuildPorts } from './rebuild-ports.ts'
import type { RebuildPage } from './rebuilt-page.ts'
import { restateTogether } from './restate-together.ts'

const erasuresPerPage = 50

/**
 * Carries out again what was erased: rows and exports that were put back from an older copy of D1 go. Where a customer's
 * own object was put back too, the whole erasure is repeated. What is open is carried out first, as always.
 */
export const eraseAgain: RebuildPage = async (after, ports) => {
  const { tenant } = ports
  if (after === '') await settleIdentity(tenant, ports)
  const erasures = await ports.erasuresAfter(Number(after), erasuresPerPage)
  const { operations } = await ports.openWork(tenant)
  const open = new Set(operations.map(({ operation }) => operation))
  for (const erasure of erasures) if (!open.has(erasure.operation)) await repeat(erasure, ports)
  const last = erasures.at(-1)
  const isLast = last === undefined || erasures.length < erasuresPerPage
  return { after: isLast ? null : String(last.operation) }
}

async function repeat(erasure: EraseOperation, ports: RebuildPorts): Promise<void> {
  const { tenant } = ports
  const members = await restateTogether(erasure.memberIds, ports)
  if (members.some(({ isErased }) => !isErased)) return ports.eraseCustomer(tenant, erasure)
  const closed = members.map(({ customerId, version }) => ({ customerId, version }))
  await ports.write(
    projectionStatements(tenant.tenantId, {
      erasures: [{ request: erasure, closed, completedAtMs: ports.nowMs() }],
    }),
  )
  await ports.forgetExports(tenant, [...erasure.memberIds])
}
