import { Link } from '@remix-run/react'
import type { Overview } from '#shared/contracts/overview.ts'
import { ChangeMark } from '../components/change-mark.tsx'
import { ChartData } from '../components/chart-data.tsx'
import { Sparkline } from '../components/sparkline.tsx'
import { Tile } from '../components/tile.tsx'
import { changeBetween } from '../format/change.ts'
import { formatDuration } from '../format/format-duration.ts'
import { formatClock } from '../format/format-moment.ts'
import { formatMoney, formatMoneyWhole } from '../format/format-money.ts'
import { countOf, formatCount } from '../format/format-number.ts'

/** The figures of the first page, each with what it is compared with and how it comes about. */
export function OverviewTiles({ overview }: { overview: Overview }) {
  const { current, previous, lag, eventsPerMinute } = overview
  const against = `vs prior ${overview.days} days`
  const minutes = eventsPerMinute.map((entry) => entry.eventCount)
  const lastFull = minutes.at(-2) ?? minutes.at(-1) ?? 0
  return (
    <div className="tiles">
      <Tile
        label="Revenue"
        value={formatMoneyWhole(current.revenue)}
        definition={
          <>
            <p>{formatMoney(current.revenue)}, exactly.</p>
            <p>Order totals less cancellations and refunds, by the day the order was placed.</p>
          </>
        }
      >
        <ChangeMark
          change={changeBetween(previous.revenue.amountMinor, current.revenue.amountMinor)}
          against={against}
        />
      </Tile>
      <Tile
        label="Orders"
        value={formatCount(current.orderCount)}
        definition={
          <p>Orders placed in the period that were not cancelled. Each order counts once, by its number.</p>
        }
      >
        <ChangeMark change={changeBetween(previous.orderCount, current.orderCount)} against={against} />
      </Tile>
      <Tile
        label="Average order value"
        value={formatMoney(current.averageOrderValue)}
        definition={<p>Revenue of the period divided by its orders.</p>}
      >
        <ChangeMark
          change={changeBetween(
            previous.averageOrderValue.amountMinor,
            current.averageOrderValue.amountMinor,
          )}
          against={against}
        />
      </Tile>
      <Tile
        label="Active customers"
        value={formatCount(current.activeCustomerCount)}
        definition={<p>Different customers with at least one order in the period.</p>}
      >
        <ChangeMark
          change={changeBetween(previous.activeCustomerCount, current.activeCustomerCount)}
          against={against}
        />
      </Tile>
      <Tile
        label="Customers in all"
        value={formatCount(overview.customerCount)}
        definition={
          <p>Everyone Patron knows. Identifiers that belong to one person count as one customer.</p>
        }
      >
        <span>since the first event</span>
      </Tile>
      <Tile
        label="Events a minute"
        value={formatCount(lastFull)}
        definition={
          <>
            <p>Events taken in the last full minute, from all sources.</p>
            <ChartData
              caption="Events by minute, the last hour"
              labelHead="Minute"
              valueHead="Events"
              rows={eventsPerMinute.map((entry) => ({
                label: formatClock(entry.minute, overview.timeZone).slice(0, 5),
                text: formatCount(entry.eventCount),
              }))}
            />
          </>
        }
      >
        <Sparkline
          title={`Events in the last hour: ${formatCount(minutes.reduce((sum, count) => sum + count, 0))}`}
          values={minutes}
        />
      </Tile>
      <Tile
        label="Lag"
        value={formatDuration(lag.iteratorAgeMs)}
        definition={<p>The age of the oldest event that was taken but is not visible everywhere yet.</p>}
      >
        <span>
          {lag.unsettledCount === 0
            ? 'everything is in'
            : `${countOf(lag.unsettledCount, 'event')} on the way`}
        </span>
      </Tile>
      <Tile
        label="Quarantined"
        value={formatCount(lag.quarantinedCount)}
        definition={
          <p>Events that could not be processed. They are kept with the reason and can be sent again.</p>
        }
      >
        {lag.quarantinedCount === 0 ? (
          <span>nothing set aside</span>
        ) : (
          <Link to="/events?view=quarantine">See them</Link>
        )}
      </Tile>
    </div>
  )
}
