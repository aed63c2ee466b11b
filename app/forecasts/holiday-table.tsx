import type { SalesCalendarView } from '#shared/contracts/forecasts.ts'
import { Badge, type Tone } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatCountry } from '../format/format-country.ts'
import { formatDay } from '../format/format-moment.ts'
import { changeWords } from './calendar-words.ts'

type Holiday = SalesCalendarView['holidays'][number]

/** Public holidays, and what each did to sales. */
export function HolidayTable({ holidays }: { holidays: readonly Holiday[] }) {
  return (
    <Table
      caption="Public holidays, and what they do to sales"
      cards={false}
      rows={holidays}
      rowKey={({ day, name, country }) => `${day} ${name} ${country ?? ''}`}
      columns={[
        {
          key: 'name',
          label: 'Holiday',
          cell: ({ name, day, country }) => (
            <>
              {name}
              <span className="cell-note">
                {formatDay(day)}
                {country === null ? null : `, stores in ${formatCountry(country)}`}
              </span>
            </>
          ),
        },
        {
          key: 'change',
          label: 'Sales',
          cell: ({ changeRate }) =>
            changeRate === null ? (
              <span className="quiet">not seen yet</span>
            ) : (
              <Badge tone={toneOf(changeRate)}>{changeWords(changeRate)}</Badge>
            ),
        },
      ]}
    />
  )
}

const loudRate = 0.1

function toneOf(changeRate: number): Tone {
  if (Math.abs(changeRate) < loudRate) return 'plain'
  return changeRate > 0 ? 'good' : 'bad'
}
