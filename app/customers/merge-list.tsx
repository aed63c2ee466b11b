import { Link } from '@remix-run/react'
import type { MergeList as Merges, SplitList } from '#shared/contracts/identity.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { shortId } from '../format/wording.ts'
import { customerAddress, undoSplitAddress } from '../identity/addresses.ts'
import { IdentifierWords } from '../identity/identifier-text.tsx'
import { MergeEvidence } from '../merges/merge-evidence.tsx'
import { mergeLogAddress } from '../merges/merge-log-view.ts'
import { StateCell } from '../merges/merge-table.tsx'
import { useTimeZone } from '../session/use-session.ts'

interface MergeListProps {
  list: Merges
  splits: SplitList['splits']
  customerId: string
}

/** Which customers turned out to be this one, and what was taken out of it again: why, by whom, and the way back. */
export function MergeList({ list, splits, customerId }: MergeListProps) {
  const { merges, total } = list
  const timeZone = useTimeZone()
  return (
    <Card title="Merges and splits" note={total === 0 ? 'no merges' : countOf(total, 'merge')}>
      {total === 0 && splits.length === 0 ? (
        <p className="small quiet">This customer has always been one record.</p>
      ) : (
        <ul className="definition-list">
          {merges.map((merge) => (
            <li key={merge.mergeId}>
              <p>
                {merge.survivorId === customerId ? 'Took in ' : 'Went into '}
                <strong>
                  {merge.survivorId === customerId
                    ? (merge.mergedName ?? shortId(merge.mergedId))
                    : (merge.survivorName ?? shortId(merge.survivorId))}
                </strong>
              </p>
              <p className="small quiet">
                {formatMoment(merge.mergedAt, timeZone)}
                {merge.decidedBy === null ? '' : ` by ${merge.decidedBy}`}
              </p>
              <div className="small">
                <MergeEvidence merge={merge} />
                <StateCell merge={merge} timeZone={timeZone} />
              </div>
            </li>
          ))}
          {splits.map((split) => (
            <SplitEntry key={split.splitId} split={split} customerId={customerId} />
          ))}
        </ul>
      )}
      {total > merges.length ? (
        <p className="small merge-list-more">
          <Link to={mergeLogAddress({ customerId })}>Show all {countOf(total, 'merge')}</Link>
        </p>
      ) : null}
    </Card>
  )
}

function SplitEntry({ split, customerId }: { split: SplitList['splits'][number]; customerId: string }) {
  const timeZone = useTimeZone()
  const isHere = split.customerId === customerId
  return (
    <li>
      <p>
        {isHere ? 'Split off ' : 'Was split off '}
        <Link to={customerAddress(isHere ? split.newCustomerId : split.customerId)}>
          {shortId(isHere ? split.newCustomerId : split.customerId)}
        </Link>
      </p>
      <p className="small quiet">
        {formatMoment(split.splitAt, timeZone)} by {split.decidedBy}
      </p>
      <div className="small">
        <IdentifierWords identifiers={split.identifiers} />
        {split.undoneAt === null ? (
          <Link to={undoSplitAddress(split.customerId, split.splitId)} className="action">
            Undo…<span className="visually-hidden"> the split of {shortId(split.newCustomerId)}</span>
          </Link>
        ) : (
          <>
            <Badge tone="warn">Undone</Badge>
            <span className="cell-note">
              {formatMoment(split.undoneAt, timeZone)}
              {split.undoneBy === null ? '' : ` by ${split.undoneBy}`}
            </span>
          </>
        )}
      </div>
    </li>
  )
}
