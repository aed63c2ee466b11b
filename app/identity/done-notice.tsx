import { Link, useSearchParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Notice } from '../components/notice.tsx'
import { customerAddress, newMergeAddress, undoMergeAddress, undoSplitAddress } from './addresses.ts'
import { type Done, parseDone } from './done.ts'

/** What was just done, and the way to take it back; nothing when the address says of nothing. */
export function DoneNotice() {
  const [params] = useSearchParams()
  const done = parseDone(params)
  if (done === undefined) return null
  const { words, ways } = describe(done)
  return (
    <Notice tone="good">
      <p>{words}</p>
      <p className="row">{ways}</p>
    </Notice>
  )
}

function describe({ kind, mergeId, splitId, customerIds }: Done): { words: string; ways: ReactNode } {
  const [firstId, secondId] = customerIds
  const isPair = firstId !== undefined && secondId !== undefined
  const seeFirst = firstId === undefined ? null : <Link to={customerAddress(firstId)}>See the customer</Link>
  const seeOther =
    secondId === undefined ? null : <Link to={customerAddress(secondId)}>See the other one</Link>
  const mergeAgain = isPair ? <Link to={newMergeAddress([firstId, secondId])}>Merge them</Link> : null
  switch (kind) {
    case 'merged':
      return {
        words: 'Merged. They are one customer now.',
        ways: (
          <>
            {seeFirst}
            {mergeId === undefined ? (
              <Link to="/merges">Open the merge log to undo it</Link>
            ) : (
              <Link to={undoMergeAddress(mergeId)}>Undo the merge</Link>
            )}
          </>
        ),
      }
    case 'merge-undone':
      return {
        words:
          'The merge is undone. They are two customers again and will not be merged unless a person says so.',
        ways: (
          <>
            {seeOther}
            {mergeAgain}
          </>
        ),
      }
    case 'kept-apart':
      return {
        words: 'Kept apart. They will not be merged unless a person says so.',
        ways: mergeAgain ?? seeFirst,
      }
    case 'left-as-is':
      return { words: 'Left as it is. The review is closed.', ways: seeFirst }
    case 'not-shared':
      return { words: 'The identifier names its customer again.', ways: seeFirst }
    case 'split':
      return {
        words: 'Split. The identifiers you chose have a customer of their own now.',
        ways: (
          <>
            {seeFirst}
            {secondId === undefined ? null : <Link to={customerAddress(secondId)}>See the new customer</Link>}
            {firstId === undefined || splitId === undefined ? null : (
              <Link to={undoSplitAddress(firstId, splitId)}>Undo the split</Link>
            )}
          </>
        ),
      }
    case 'split-undone':
      return { words: 'The split is undone. They are one customer again.', ways: null }
  }
}
