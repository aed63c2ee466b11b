import { Link } from '@remix-run/react'
import type { LiveEvent } from '#shared/contracts/streaming.ts'
import { deliveryAddress } from './delivery-address.ts'

/** Leads from an event to what was sent: its bytes, what they turned into, and sending them through again. */
export function DeliveryLink({ event }: { event: LiveEvent }) {
  // Absent of what was processed before it was noted: then nobody knows.
  const { mayHaveDelivery } = event
  if (mayHaveDelivery !== true) {
    return (
      <span className="quiet">
        <span aria-hidden="true">–</span>
        {mayHaveDelivery === false ? <span className="visually-hidden">No delivery is kept</span> : null}
      </span>
    )
  }
  return (
    <Link to={deliveryAddress(event)}>
      Delivery<span className="visually-hidden"> of {event.id}</span>
    </Link>
  )
}
