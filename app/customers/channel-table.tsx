import type { FeaturesView } from '#shared/contracts/customers.ts'
import { Card } from '../components/card.tsx'
import { Table } from '../components/table.tsx'
import { formatDate } from '../format/format-moment.ts'
import { formatCount } from '../format/format-number.ts'
import { channelNames } from '../format/wording.ts'
import { useTimeZone } from '../session/use-session.ts'

/** Where this person meets the shop. */
export function ChannelTable({ features }: { features: FeaturesView }) {
  const timeZone = useTimeZone()
  return (
    <Card title="Channels">
      <Table
        caption="Channels of this customer"
        cards={false}
        rows={features.channels}
        rowKey={(row) => row.channel}
        columns={[
          { key: 'channel', label: 'Channel', cell: (row) => channelNames[row.channel] },
          { key: 'events', label: 'Events', isNumber: true, cell: (row) => formatCount(row.eventCount) },
          {
            key: 'last',
            label: 'Last seen',
            isNumber: true,
            cell: (row) => formatDate(row.lastSeenAt, timeZone),
          },
        ]}
      />
    </Card>
  )
}
