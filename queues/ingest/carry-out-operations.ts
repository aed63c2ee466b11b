import type { IngestedCustomer } from '#shared/customers/ingest.ts'
import type { TombstoneRow } from '#shared/database/project.ts'
import type { CustomerProfileRow } from '#shared/database/tables/customer-profile.ts'
import type { OpenOperation } from '#shared/identity/decision-records.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { handOver } from './hand-over.ts'
import type { IdentityPorts } from './ingest-ports.ts'
import { isLasting } from './is-lasting.ts'
import { projectCustomers, rowOfMerged } from './project-customers.ts'
import { separate } from './separate.ts'
import { changedBy, openedBy, touchedBy } from './touched-by.ts'
import { withdraw } from './withdraw.ts'

const nothingProjected = { merges: [], reviews: [], splits: [] }

/**
 * Carries out the open decisions of a tenant, oldest first, writes their rows and notes them as done. One that cannot be
 * done now is left open: because it fails in a way that trying again cannot mend (the events at hand have no part in it
 * and must neither wait for it nor take the blame), or because more was decided meanwhile. Whatever follows it on the
 * same customer waits with it, for no decision can be carried out on top of a later one. A failure that may pass is
 * thrown once all that does not depend on it is done: nobody waits for somebody else's long erasure to succeed. Returns
 * how many were done.
 */
export async function carryOutOperations(
  tenant: Tenant,
  operations: readonly OpenOperation[],
  ports: IdentityPorts,
): Promise<number> {
  const waiting = new Set<string>()
  const failures: unknown[] = []
  let doneCount = 0
  for (let next = 0; next < operations.length; ) {
    const together = takeFrom(operations, next)
    const able = together.filter((operation) => !touchedBy(operation).some((id) => waiting.has(id)))
    const done = await carryOut(tenant, able, ports, failures)
    for (const operation of together) {
      if (!done.includes(operation.operation)) for (const id of changedBy(operation)) waiting.add(id)
    }
    doneCount += done.length
    next += together.length
  }
  if (failures.length > 0) throw failures[0]
  return doneCount
}

/** Merges come in great numbers with an import, so those that follow each other are carried out together. */
function takeFrom(operations: readonly OpenOperation[], start: number): OpenOperation[] {
  const rest = operations.slice(start)
  const mergeCount = rest.findIndex(({ kind }) => kind !== 'hand-over')
  return rest.slice(0, mergeCount === -1 ? undefined : Math.max(1, mergeCount))
}

/** Returns the numbers of those that were done; failures that may pass are added to `failures`. */
async function carryOut(
  tenant: Tenant,
  operations: readonly OpenOperation[],
  ports: IdentityPorts,
  failures: unknown[],
): Promise<number[]> {
  const [first] = operations
  if (first === undefined) return []
  try {
    if (first.kind === 'hand-over') return await carryOutMerges(tenant, operations, ports, failures)
    return (await carryOutOne(tenant, first, ports, failures)) ? [first.operation] : []
  } catch (error) {
    failures.push(error)
    return []
  }
}

/** The rows of merges are written together. */
async function carryOutMerges(
  tenant: Tenant,
  merges: readonly OpenOperation[],
  ports: IdentityPorts,
  failures: unknown[],
): Promise<number[]> {
  const states: IngestedCustomer[] = []
  const tombstones: TombstoneRow[] = []
  const named: CustomerProfileRow[] = []
  const done: number[] = []
  for (const merge of merges) {
    if (merge.kind !== 'hand-over') continue
    const handedOver = await orNothing(tenant, merge, ports, failures, () => handOver(tenant, merge, ports))
    if (handedOver === undefined) continue
    states.push(...handedOver.states)
    const { customerId, targetId } = merge
    const { version, facts } = handedOver.merged
    tombstones.push({ customerId, version, mergedInto: targetId })
    named.push(...rowOfMerged(tenant, customerId, version, facts))
    done.push(merge.operation)
  }
  if (done.length === 0) return done
  const rows = projectCustomers(tenant, states)
  await ports.project(tenant, { ...rows, profiles: [...rows.profiles, ...named], tombstones })
  await ports.completeWork(tenant, done, nothingProjected)
  return done
}

async function carryOutOne(
  tenant: Tenant,
  operation: OpenOperation,
  ports: IdentityPorts,
  failures: unknown[],
): Promise<boolean> {
  const isDone = await orNothing(tenant, operation, ports, failures, async () => {
    if (operation.kind === 'erase') {
      await ports.eraseCustomer(tenant, operation)
      return true
    }
    if (operation.kind === 'hand-over') return undefined
    const keep = (states: readonly IngestedCustomer[]) =>
      ports.project(tenant, projectCustomers(tenant, states))
    if (operation.kind === 'withdraw') {
      const left = await withdraw(tenant, operation, ports, keep)
      if (left === undefined) return undefined
      const withdrawals = [{ tellerId: left.customerId, version: left.version }]
      await ports.project(tenant, { ...projectCustomers(tenant, [left]), withdrawals })
      return true
    }
    const openedIds = openedBy(operation)
    const left = await separate(tenant, { ...operation, openedIds }, ports, keep)
    if (left === undefined) return undefined
    await keep([left])
    return true
  })
  if (!isDone) return false
  await ports.completeWork(tenant, [operation.operation], nothingProjected)
  return true
}

/** What the work gives; undefined when it failed. A lasting failure is reported, one that may pass is kept. */
async function orNothing<Value>(
  tenant: Tenant,
  { kind, operation }: OpenOperation,
  ports: IdentityPorts,
  failures: unknown[],
  work: () => Promise<Value | undefined>,
): Promise<Value | undefined> {
  try {
    return await work()
  } catch (error) {
    if (isLasting(error))
      ports.report(tenant.tenantId, new Error(`${kind} ${operation} stays open`, { cause: error }))
    else failures.push(error)
    return undefined
  }
}
