import { Link } from '@remix-run/react'
import type { DestinationProblemList } from '#shared/contracts/destinations.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { Pagination } from '../components/pagination.tsx'
import { EmptyState } from '../components/states.tsx'
import { countOf } from '../format/format-number.ts'
import { shortId } from '../format/wording.ts'
import { groupProblems, type ProblemGroup } from './problem-groups.ts'

interface ProblemListProps {
  page: DestinationProblemList
  /** Where the page begins; undefined: at the first. */
  cursor: string | undefined
}

/** Records that the other system refused, or would not remove: what it said, and whose they are. */
export function ProblemList({ page: { problems, nextCursor }, cursor }: ProblemListProps) {
  const groups = groupProblems(problems)
  return (
    <Card title="Refused" note="each is tried again in every run">
      {groups.length === 0 ? (
        <EmptyState title="Nothing was refused" icon="check">
          Should the other system refuse somebody’s record, its reason is listed here.
        </EmptyState>
      ) : (
        <ul className="problem-groups">
          {groups.map((group) => (
            <Group key={`${group.wanted} ${group.problem}`} group={group} />
          ))}
        </ul>
      )}
      {cursor === undefined && nextCursor === null ? null : (
        <Pagination
          label="Pages of refused records"
          summary={`${countOf(problems.length, 'record')} on this page`}
          firstHref={cursor === undefined ? undefined : '?'}
          nextHref={nextCursor === null ? undefined : `?problems=${encodeURIComponent(nextCursor)}`}
        />
      )}
    </Card>
  )
}

function Group({ group: { problem, wanted, problems } }: { group: ProblemGroup }) {
  const isSame = problems.every((each) => each.problem === problem)
  return (
    <li>
      <p className="row">
        <Badge tone="bad">{countOf(problems.length, 'customer')}</Badge>
        <span>{wanted === 'send' ? 'could not be sent' : 'could not be removed'}</span>
      </p>
      <p>
        {isSame ? '' : 'Such as: '}
        <q>{problem}</q>
      </p>
      <details>
        <summary className="small">
          Whose they are<span className="visually-hidden">: {problem}</span>
        </summary>
        <ul className="problem-customers small">
          {problems.map(({ customerId }) => (
            <li key={customerId}>
              <Link to={`/customers/${encodeURIComponent(customerId)}`} className="mono">
                {shortId(customerId)}
              </Link>
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}
