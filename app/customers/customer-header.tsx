import { Link } from '@remix-run/react'
import type { CustomerView } from '#shared/contracts/customers.ts'
import { ButtonLink } from '../components/button.tsx'
import { formatDate } from '../format/format-moment.ts'
import { initialsOf } from '../format/initials.ts'
import { customerAddress } from '../identity/addresses.ts'
import { useTimeZone } from '../session/use-session.ts'

interface CustomerHeaderProps {
  customer: CustomerView
  /** Whether there is a connection to send a message through, and who is signed in may. */
  hasSender: boolean
}

/** Who it is, and how to reach them. */
export function CustomerHeader({ customer, hasSender }: CustomerHeaderProps) {
  const timeZone = useTimeZone()
  const { firstSeenAt } = customer.features
  return (
    <div className="stack">
      <nav aria-label="Where this page is">
        <Link to="/customers" className="small">
          All customers
        </Link>
      </nav>
      <div className="customer-header">
        <span className="avatar" aria-hidden="true">
          {initialsOf(customer.displayName)}
        </span>
        <div>
          <h1>{customer.displayName}</h1>
          <p className="row">
            {customer.email === null ? null : <a href={`mailto:${customer.email}`}>{customer.email}</a>}
            {customer.phone === null ? null : <a href={`tel:${customer.phone}`}>{customer.phone}</a>}
            <span className="quiet">
              {firstSeenAt === null ? 'No events yet' : `Customer since ${formatDate(firstSeenAt, timeZone)}`}
            </span>
          </p>
        </div>
        {hasSender ? (
          <ButtonLink to={`${customerAddress(customer.id)}/message`}>Send a message</ButtonLink>
        ) : null}
      </div>
    </div>
  )
}
