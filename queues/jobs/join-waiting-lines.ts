import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { joinedUpToKey, waitingLinesFolder } from '#shared/imports/import-keys.ts'
import type { ImportChanges, ImportPorts } from './import-ports.ts'
import { joinOrderLines } from './join-order-lines.ts'

/** A step looks into so many objects of waiting lines, */
const objectsTogether = 16
/** ... or stops sooner, when it has handed the lines of so many orders to the log. */
const ordersTogether = 5_000

/**
 * Lets the lines that came before their orders join them; to be called once the orders of the import are visible. Goes
 * through all that wait, a piece a step, and keeps how far it is beside the file. Lines that begin to wait meanwhile
 * look for their orders themselves, after they are kept, so none is missed. Returns what changed; undefined when it is
 * through.
 */
export async function joinWaitingLines(
  row: CustomerImportRow,
  ports: ImportPorts,
): Promise<ImportChanges | undefined> {
  const seen = await ports.files.read(joinedUpToKey(row))
  const upTo = seen === undefined ? '' : new TextDecoder().decode(seen)
  const keys = (await ports.files.list(waitingLinesFolder(row.tenantId))).filter((key) => key > upTo)
  if (keys.length === 0) return undefined

  let { acceptedEventCount, duplicateEventCount } = row
  let orderCount = 0
  for (const key of keys.slice(0, objectsTogether)) {
    const joined = await joinOrderLines(key, ports, ports.nowMs())
    acceptedEventCount += joined.acceptedCount
    duplicateEventCount += joined.duplicateCount
    orderCount += joined.orderCount
    await ports.files.write(joinedUpToKey(row), key)
    if (orderCount >= ordersTogether) break
  }
  return { acceptedEventCount, duplicateEventCount, loadedAt: ports.nowMs() }
}
