import type { ShopAnomalyList } from '#shared/contracts/anomalies.ts'
import type { PagePart } from '../api/page-part.server.ts'
import { Card } from '../components/card.tsx'
import { Table } from '../components/table.tsx'
import { formatDay } from '../format/format-moment.ts'
import { formatMoneyWhole } from '../format/format-money.ts'
import { countOf, formatCount } from '../format/format-number.ts'

type Anomaly = ShopAnomalyList['anomalies'][number]

/** Days that were unlike the shop's other days, the latest first; nothing where there were none, or they may not be seen. */
export function UnusualDays({ part }: { part: PagePart<ShopAnomalyList> }) {
  if (part.state !== 'there' || part.value.anomalies.length === 0) return null
  const { anomalies, currency } = part.value
  const figure = (series: Anomaly['series'], value: number) =>
    series === 'revenue' ? formatMoneyWhole({ amountMinor: value, currency }) : formatCount(Math.round(value))
  const dayCount = new Set(anomalies.map(({ day }) => day)).size
  return (
    <Card title="Unusual days" note={countOf(dayCount, 'day')}>
      <Table
        caption="Days unlike the others, the latest first"
        rows={anomalies}
        rowKey={({ day, series, part: of }) => `${day} ${series} ${of}`}
        columns={[
          { key: 'day', label: 'Day', cell: ({ day }) => formatDay(day) },
          { key: 'what', label: 'What', cell: ({ words }) => words },
          {
            key: 'actual',
            label: 'Was',
            isNumber: true,
            cell: ({ series, actual }) => figure(series, actual),
          },
          {
            key: 'expected',
            label: 'Usual',
            isNumber: true,
            cell: ({ series, expected }) => figure(series, expected),
          },
        ]}
      />
    </Card>
  )
}
