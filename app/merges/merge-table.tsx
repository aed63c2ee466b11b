import { Link } from '@remix-run/react'
import type { MergeList } from '#shared/contracts/identity.ts'
import { Badge } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { shortId } from '../format/wording.ts'
import { customerAddress, newMergeAddress, undoMergeAddress } from '../identity/addresses.ts'
import { useTimeZone } from '../session/use-session.ts'
import { MergeEvidence } from './merge-evidence.tsx'

type Merge = MergeList['merges'][number]

/** Merges, one a row: who stayed, who was merged, why, when, by whom, and the way back. */
export function MergeTable({ merges, caption }: { merges: readonly Merge[]; caption: string }) {
  const timeZone = useTimeZone()
  return (
    <Table
      caption={caption}
      rows={merges}
      rowKey={(merge) => merge.mergeId}
      columns={[
        {
          key: 'survivor',
          label: 'Stayed',
          cell: (merge) => (
            <Link to={customerAddress(merge.survivorId)}>
              {merge.survivorName ?? shortId(merge.survivorId)}
            </Link>
          ),
        },
        { key: 'merged', label: 'Merged into it', cell: (merge) => <MergedCell merge={merge} /> },
        { key: 'why', label: 'Why', cell: (merge) => <MergeEvidence merge={merge} /> },
        {
          key: 'when',
          label: 'When',
          cell: (merge) => <time dateTime={merge.mergedAt}>{formatMoment(merge.mergedAt, timeZone)}</time>,
        },
        { key: 'by', label: 'By', cell: (merge) => merge.decidedBy ?? 'The rules' },
        { key: 'state', label: 'State', cell: (merge) => <StateCell merge={merge} timeZone={timeZone} /> },
      ]}
    />
  )
}

/** Only a merge that was undone left the other customer a page of its own. */
function MergedCell({ merge }: { merge: Merge }) {
  const name = merge.mergedName ?? shortId(merge.mergedId)
  return merge.undoneAt === null ? name : <Link to={customerAddress(merge.mergedId)}>{name}</Link>
}

/** How a merge stands, and what can be done about it. */
export function StateCell({ merge, timeZone }: { merge: Merge; timeZone: string }) {
  const names = `${merge.survivorName ?? merge.survivorId} and ${merge.mergedName ?? merge.mergedId}`
  if (merge.undoneAt === null) {
    return (
      <Link to={undoMergeAddress(merge.mergeId)} className="action">
        Undo…<span className="visually-hidden"> the merge of {names}</span>
      </Link>
    )
  }
  return (
    <>
      <Badge tone="warn">Undone</Badge>
      <span className="cell-note">
        {formatMoment(merge.undoneAt, timeZone)}
        {merge.undoneBy === null ? '' : ` by ${merge.undoneBy}`}
      </span>
      <Link to={newMergeAddress([merge.survivorId, merge.mergedId])} className="action">
        Merge again…<span className="visually-hidden"> {names}</span>
      </Link>
    </>
  )
}
