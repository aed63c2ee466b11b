import { Link } from '@remix-run/react'
import type { DestinationRunView, DestinationView } from '#shared/contracts/destinations.ts'
import { Badge } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { useSession } from '../session/use-session.ts'
import { audienceWords } from './audience-words.ts'
import { destinationPath } from './destination-address.ts'
import { destinationState, fieldName, intervalWords, runCounts } from './destination-words.ts'

/** A destination with what its list shows beside it. */
export interface ListedDestination {
  readonly destination: DestinationView
  /** "HubSpot, Account in London". */
  readonly system: string
  readonly latest: DestinationRunView | undefined
}

/** Where customers are sent: who, what of them, and how that goes. */
export function DestinationTable({ listed }: { listed: ListedDestination[] }) {
  const { timeZone, currency } = useSession().tenant
  return (
    <Table
      caption="Destinations, the newest first"
      rows={listed}
      rowKey={({ destination }) => destination.id}
      columns={[
        {
          key: 'label',
          label: 'Destination',
          cell: ({ destination, system }) => (
            <>
              <Link to={destinationPath(destination.id)}>{destination.label}</Link>
              <span className="cell-note">{system}</span>
            </>
          ),
        },
        {
          key: 'who',
          label: 'Who',
          cell: ({ destination }) => audienceWords(destination, currency).join('. '),
        },
        {
          key: 'what',
          label: 'What',
          cell: ({ destination }) => destination.fields.map(({ field }) => fieldName(field)).join(', '),
        },
        {
          key: 'state',
          label: 'State',
          cell: ({ destination, latest }) => {
            const { label, tone } = destinationState(destination, latest)
            return <Badge tone={tone}>{label}</Badge>
          },
        },
        {
          key: 'run',
          label: 'Latest run',
          cell: ({ destination, latest }) => (
            <>
              {latest === undefined ? 'None yet' : formatMoment(latest.startedAt, timeZone)}
              <span className="cell-note">
                {latest === undefined ? intervalWords(destination.everyMinutes) : runCounts(latest)}
              </span>
            </>
          ),
        },
      ]}
    />
  )
}
