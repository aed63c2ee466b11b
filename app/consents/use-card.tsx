import { Form, Link } from '@remix-run/react'
import type { CustomerView } from '#shared/contracts/customers.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { newRequestAddress } from '../privacy/new-request-kinds.ts'
import { useMay } from '../session/use-session.ts'

/** Restriction, objection, and the requests that begin here. Only for who answers such requests. */
export function UseCard({ customer }: { customer: CustomerView }) {
  const mayAnswer = useMay('privacy:manage')
  const { privacy, id } = customer
  if (!mayAnswer) return null
  const isRestricted = privacy.restrictedAt !== null
  const hasObjected = privacy.isProfilingAllowed === false
  return (
    <Card title="What the person may ask for">
      <div className="stack">
        <Form method="post" className="form">
          <div className="row">
            <Button type="submit" name="intent" value={isRestricted ? 'lift' : 'restrict'} small>
              {isRestricted ? 'Lift the restriction' : 'Restrict: keep, but do not use'}
            </Button>
            <Button type="submit" name="intent" value={hasObjected ? 'withdraw' : 'object'} small>
              {hasObjected ? 'Withdraw the objection' : 'Object to profiling'}
            </Button>
          </div>
        </Form>
        <ul>
          {(
            [
              ['export', 'Export everything that is known'],
              ['correction', 'Note a correction'],
              ['erasure', 'Erase everything'],
            ] as const
          ).map(([kind, label]) => (
            <li key={kind}>
              <Link to={newRequestAddress(kind, id)} className="action">
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  )
}
