import { Link } from '@remix-run/react'
import type { ForecastSummaryView, ForecastView } from '#shared/contracts/forecasts.ts'
import { ChangeMark } from '../components/change-mark.tsx'
import { Tile } from '../components/tile.tsx'
import { changeBetween } from '../format/change.ts'
import { formatDay } from '../format/format-moment.ts'
import { formatMoney, formatMoneyWhole } from '../format/format-money.ts'
import { formatCount, formatRate } from '../format/format-number.ts'
import { biasWords } from './accuracy-words.ts'
import { type ForecastLane, howItSells, laneWords } from './demand-words.ts'
import { formatUnitRange, formatUnits } from './format-units.ts'
import { nextDays, tileDays } from './next-days.ts'

interface ForecastTilesProps {
  forecast: ForecastView
  /** The same in short, with the interval of the sum; undefined where only a channel is looked at. */
  summary: ForecastSummaryView | undefined
}

const lanes = Object.keys(laneWords) as ForecastLane[]
const against = `vs the last ${tileDays} days`

/** The figures of a forecast: how many, how much money, how good, and how it sells. */
export function ForecastTiles({ forecast, summary }: ForecastTilesProps) {
  const { units, revenueMinor, unitsBefore, revenueBeforeMinor } = nextDays(forecast)
  const { currency, accuracy } = forecast
  return (
    <div className="tiles">
      <Tile
        label={`Units, next ${tileDays} days`}
        value={formatUnits(units)}
        definition={
          <p>
            What is expected from {formatDay(forecast.points[0]?.from ?? forecast.run.asOf)} on, holidays and
            events included. Units sold; what is given back is not taken off.
          </p>
        }
      >
        <ChangeMark change={changeBetween(unitsBefore, units)} against={against} />
        {summary === undefined ? null : (
          <span>8 of 10 times {formatUnitRange(summary.unitsNext28Low80, summary.unitsNext28High80)}</span>
        )}
      </Tile>
      <Tile
        label={`Revenue, next ${tileDays} days`}
        value={
          revenueMinor === null ? 'Not known' : formatMoneyWhole({ amountMinor: revenueMinor, currency })
        }
        definition={
          <p>
            The units, each at its latest price.
            {revenueMinor === null
              ? ' No price is known yet.'
              : ` ${formatMoney({ amountMinor: revenueMinor, currency })}.`}
          </p>
        }
      >
        {revenueMinor === null ? null : (
          <ChangeMark change={changeBetween(revenueBeforeMinor, revenueMinor)} against={against} />
        )}
      </Tile>
      <Tile
        label="How good it is"
        value={accuracy.wapeRate === null ? 'Not known yet' : `± ${formatRate(accuracy.wapeRate)}`}
        definition={
          <p>
            By how much forecasts of {tileDays} days were off: the sum of all errors over the sum of sales
            (WAPE).{' '}
            {accuracy.wapeRate === null
              ? 'It is known as soon as a forecast can be compared with what came.'
              : `They were ${biasWords(accuracy.biasRate)}.`}
          </p>
        }
      >
        <span>{accuracy.wapeRate === null ? 'nothing to compare with' : biasWords(accuracy.biasRate)}</span>
        <Link to="/forecasts/accuracy">All of it</Link>
      </Tile>
      {forecast.subject.sku === null ? <MadeOfTile forecast={forecast} /> : <SellsTile forecast={forecast} />}
    </div>
  )
}

/** Of a sum: how many forecasts stand behind it. */
function MadeOfTile({ forecast: { run } }: { forecast: ForecastView }) {
  return (
    <Tile
      label="Forecasts made"
      value={formatCount(run.seriesCount)}
      definition={
        <>
          <p>Each item in each place has its own, and all add up.</p>
          <ul>
            {lanes.map((lane) =>
              run.laneCounts[lane] === undefined ? null : (
                <li key={lane}>
                  {laneWords[lane].name}: {formatCount(run.laneCounts[lane])}
                </li>
              ),
            )}
          </ul>
        </>
      }
    >
      <span>from sales up to {formatDay(run.asOf)}</span>
    </Tile>
  )
}

function SellsTile({ forecast }: { forecast: ForecastView }) {
  const { stockOutDays } = forecast
  const { name, meaning } = howItSells(forecast)
  return (
    <Tile
      label="How it sells"
      value={name}
      definition={
        <p>
          By how long the gaps between sales are and how much the amounts differ: the classes of demand of
          Syntetos, Boylan and Croston.
        </p>
      }
    >
      <span>{meaning}</span>
      {stockOutDays === 0 ? null : (
        <span>nothing there to sell on {formatCount(stockOutDays)} of the last 91 days</span>
      )}
    </Tile>
  )
}
