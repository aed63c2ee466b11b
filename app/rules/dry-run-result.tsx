import type { RulesDryRun } from '#shared/contracts/identity.ts'
import { Card } from '../components/card.tsx'
import { Facts } from '../components/facts.tsx'
import { Notice } from '../components/notice.tsx'
import { countOf, formatCount } from '../format/format-number.ts'
import { ChangedCustomers } from './changed-customers.tsx'

/** What the recorded events come to by the tried rules, held against those in force. */
export function DryRunResult({ found, changes }: { found: RulesDryRun; changes: readonly string[] }) {
  const { eventCount, mergeCount, splitCount } = found
  const between = (before: number, after: number) =>
    before === after ? formatCount(after) : `${formatCount(after)} instead of ${formatCount(before)}`
  return (
    <Card title="What would be different" note={`${countOf(eventCount, 'event')} decided again`} id="tried">
      <div className="stack">
        <div className="stack" role="status">
          {changes.length === 0 ? (
            <p>These are the rules in force.</p>
          ) : (
            <ul className="bullets">
              {changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          )}
          <Facts
            facts={[
              { name: 'Customers', value: between(found.customerCountBefore, found.customerCountAfter) },
              { name: 'Merges', value: formatCount(mergeCount) },
              { name: 'Splits', value: formatCount(splitCount) },
              { name: 'Open questions', value: between(found.reviewCountBefore, found.reviewCountAfter) },
            ]}
          />
          {mergeCount === 0 && splitCount === 0 ? (
            <p>Nobody would be merged or split who is not by the rules in force.</p>
          ) : null}
        </div>
        {found.isComplete ? null : (
          <Notice tone="warn">
            Not everything on record was looked at: there is more than one trial takes, or some of it could
            not be read. What you see is of about the newest {countOf(eventCount, 'event')}.
          </Notice>
        )}
        <ChangedCustomers
          title="Would be one customer"
          count={mergeCount}
          changed={found.merges}
          identifiersLabel="Come together"
        />
        <ChangedCustomers
          title="Would be several customers"
          count={splitCount}
          changed={found.splits}
          identifiersLabel="Part"
        />
      </div>
    </Card>
  )
}
