import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import type { ImportMessage } from '../messages.ts'
import { done, type Outcome } from '../outcome.ts'
import type { ImportChanges, ImportPorts } from './import-ports.ts'
import { loadRecords } from './load-records.ts'
import { readRows } from './read-rows.ts'
import { settleImport } from './settle-import.ts'
import { undoImport } from './undo/undo-import.ts'

/** Does one step and tells what it changes; done again from the same row, it writes the same objects and events. */
type ImportStep = (row: CustomerImportRow, ports: ImportPorts) => Promise<ImportChanges>

const stepByState: Partial<Record<CustomerImportRow['state'], ImportStep>> = {
  reading: readRows,
  loading: loadRecords,
  settling: settleImport,
  undoing: undoImport,
}

const settlePollSeconds = 1

/**
 * Does the next step of an import, notes it in the import's row, and sends the message for the one after. The row is
 * the only memory: a message that is lost, repeated or late does no harm.
 */
export async function runImportStep(message: ImportMessage, ports: ImportPorts): Promise<Outcome> {
  const row = await ports.imports.find(message.importId)
  if (row === undefined) return { kind: 'drop', reason: 'unknown-import' }
  const step = stepByState[row.state]
  if (step === undefined) return done

  const changes = await step(row, ports)
  const isMine = await ports.imports.advance(row, { ...changes, progressedAt: ports.nowMs() })
  const nextState = changes.state ?? row.state
  if (!isMine || stepByState[nextState] === undefined) return done
  await ports.queue.send(message, nextState === 'settling' ? settlePollSeconds : 0)
  return done
}
