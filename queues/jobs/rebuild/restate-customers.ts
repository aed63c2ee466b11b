import type { IngestedCustomer, Restatement } from '#shared/customers/ingest.ts'
import { orderRow } from '#shared/customers/order-row.ts'
import { projectionStatements, type TombstoneRow } from '#shared/database/project.ts'
import { emptyRows } from '#shared/database/project-erasures.ts'
import { renewCustomers } from '#shared/database/renew-rows.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import { guestOrderObjectNames } from '#shared/tenants/object-names.ts'
import { projectCustomers, rowOfMerged } from '../../ingest/project-customers.ts'
import type { RebuildPorts } from './rebuild-ports.ts'
import type { RebuildPage } from './rebuilt-page.ts'
import { restateTogether } from './restate-together.ts'

const customersPerPage = 100

/** Has customers tell again what their rows are made of, and all of their orders. */
export const restateCustomers: RebuildPage = async (after, ports) => {
  const customers = await ports.customersAfter(after, customersPerPage)
  const erasedAtMs = new Map(customers.map(({ customerId, erasedAtMs: atMs }) => [customerId, atMs]))
  const restated = await restateTogether([...erasedAtMs.keys()], ports)
  await ports.write([
    ...renewCustomers(ports.tenant.tenantId, restated),
    ...rowsOf(restated, ports),
    // Last: of one that was merged away before it was erased there is a tombstone as well.
    ...emptied(restated, erasedAtMs, ports),
  ])
  const last = customers.at(-1)
  const isLast = last === undefined || customers.length < customersPerPage
  return {
    after: isLast ? null : last.customerId,
    customerCount: customers.length,
    rowCount: restated.reduce((sum, { orders }) => sum + 1 + orders.length, 0),
  }
}

/** The rows of living customers as ingestion makes them; of one that was merged away the row it had, and its tombstone. */
function rowsOf(restated: readonly Restatement[], { tenant }: RebuildPorts): SqlStatement[] {
  const living = restated.filter(({ isErased, mergedInto }) => !isErased && mergedInto === null)
  const rows = projectCustomers(
    tenant,
    living.map((customer): IngestedCustomer => ({ kind: 'ingested', ...customer })),
  )
  const tombstones = restated.flatMap(({ customerId, version, mergedInto }): TombstoneRow[] =>
    mergedInto === null ? [] : [{ customerId, version, mergedInto }],
  )
  const named = restated
    .filter(({ isErased, mergedInto }) => !isErased && mergedInto !== null)
    .flatMap(({ customerId, version, facts }) => rowOfMerged(tenant, customerId, version, facts))
  return projectionStatements(tenant.tenantId, {
    ...rows,
    profiles: [...rows.profiles, ...named],
    tombstones,
  })
}

function emptied(
  restated: readonly Restatement[],
  erasedAtMs: ReadonlyMap<string, number | null>,
  { tenant, nowMs }: RebuildPorts,
): SqlStatement[] {
  const erased = restated.filter(({ customerId, isErased }) => isErased || erasedAtMs.get(customerId) != null)
  const byMoment = Map.groupBy(erased, ({ customerId }) => erasedAtMs.get(customerId) ?? nowMs())
  return [...byMoment].flatMap(([atMs, together]) =>
    emptyRows(
      tenant.tenantId,
      atMs,
      together.map(({ customerId, version }) => ({ customerId, version })),
    ),
  )
}

/** Has the orders of people nobody named told again, cell by cell. */
export const restateGuests: RebuildPage = async (after, ports) => {
  const { tenant } = ports
  const place: { cell: number; guestId: string } = after === '' ? { cell: 0, guestId: '' } : JSON.parse(after)
  const objectName = guestOrderObjectNames(tenant)[place.cell]
  if (objectName === undefined) return { after: null }
  const guestIds = await ports.customersOfCellAfter(objectName, place.guestId, customersPerPage)
  const restated = guestIds.length === 0 ? [] : await ports.restate(objectName, guestIds)
  const orders = restated.flatMap(({ version, orders: told }) =>
    told.map((order) => orderRow(tenant, null, version, order)),
  )
  await ports.write(projectionStatements(tenant.tenantId, { orders }))
  const last = guestIds.at(-1)
  const isLast = last === undefined || guestIds.length < customersPerPage
  const next = isLast ? { cell: place.cell + 1, guestId: '' } : { cell: place.cell, guestId: last }
  return { after: JSON.stringify(next), rowCount: orders.length }
}
