import type { DestinationRunRow } from '#shared/database/tables/destination.ts'
import { deliverItems } from './deliver-items.ts'
import type { DestinationPorts, OpenDestination } from './destination-ports.ts'
import type { StepResult } from './send-page.ts'

/** Some systems delete one record a call. */
const recordsPerPage = 25

/**
 * Has the next records removed: of those who were erased, before anything is sent, or of those who left, after it. Where a record was
 * also that of somebody who is known again, they are sent anew.
 */
export async function removePage(
  run: DestinationRunRow,
  { deliverer, call }: OpenDestination,
  ports: DestinationPorts,
): Promise<StepResult> {
  const isErasing = run.state === 'erasing'
  const found = await ports.removals(run, isErasing ? 'erased' : 'leaving', recordsPerPage)
  const { replies, failure } = await deliverItems(
    found,
    (records) => deliverer.remove(records, isErasing ? 'erased' : 'left'),
    (record) => record,
    call,
  )
  const removed = found.filter(({ customerId }) => replies.get(customerId)?.kind === 'taken')
  const problems = [...replies].flatMap(([customerId, reply]) =>
    reply.kind === 'refused' ? [{ customerId, problem: reply.problem }] : [],
  )
  const last = found.at(-1)
  const isLast = last === undefined || found.length < recordsPerPage
  return {
    ledger: { removed, problems },
    changes: {
      ...(isErasing
        ? { erasedCount: run.erasedCount + removed.length }
        : { removedCount: run.removedCount + removed.length }),
      rejectedCount: run.rejectedCount + problems.length,
      ...(failure === undefined &&
        (isLast
          ? { state: isErasing ? ('sending' as const) : ('done' as const), cursor: '' }
          : { cursor: last.customerId })),
    },
    failure,
  }
}
