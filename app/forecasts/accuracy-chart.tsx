import type { ForecastAccuracyView } from '#shared/contracts/forecasts.ts'
import { Card } from '../components/card.tsx'
import { LineChart } from '../components/line-chart.tsx'
import { formatDay } from '../format/format-moment.ts'
import { formatRate } from '../format/format-number.ts'
import { gainWords, plainGuess } from './accuracy-words.ts'

/** How far off forecasts were from week to week, beside the plain guess. `rows` come newest first. */
export function AccuracyChart({ rows }: { rows: readonly ForecastAccuracyView[] }) {
  const known = rows.filter(({ wapeRate }) => wapeRate !== null).toReversed()
  const newest = known.at(-1)
  if (known.length < 2 || newest === undefined) return null
  const gain = gainWords(newest.wapeRate, newest.naiveWapeRate)
  return (
    <Card title="Over time" note={`lower is better; dashed: ${plainGuess}`}>
      <LineChart
        title="How far off forecasts were"
        summary={`Up to ${formatDay(newest.toDay)}: off by ${formatRate(newest.wapeRate ?? 0)}${gain === null ? '' : `, ${gain} than ${plainGuess}`}`}
        points={known.map(({ toDay, wapeRate, naiveWapeRate }) => ({
          label: `Up to ${formatDay(toDay)}`,
          axisLabel: formatDay(toDay, false),
          value: wapeRate ?? 0,
          text:
            naiveWapeRate === null
              ? formatRate(wapeRate ?? 0)
              : `${formatRate(wapeRate ?? 0)}; ${plainGuess}: ${formatRate(naiveWapeRate)}`,
        }))}
        reference={known.map(({ naiveWapeRate }) => naiveWapeRate)}
        labelHead="Sales"
        valueHead="Off by"
        formatTick={formatRate}
      />
    </Card>
  )
}
