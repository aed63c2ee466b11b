import { BarChart } from '../components/bar-chart.tsx'
import { Card } from '../components/card.tsx'
import { ChartData } from '../components/chart-data.tsx'
import { CurveChart } from '../components/curve-chart.tsx'
import { LineChart } from '../components/line-chart.tsx'
import { ShareBar } from '../components/share-bar.tsx'
import { Sparkline } from '../components/sparkline.tsx'
import { Tile } from '../components/tile.tsx'
import { IdentityGraphDrawing } from '../customers/identity-graph-drawing.tsx'
import { IdentityGraphTable } from '../customers/identity-graph-table.tsx'
import { FanChart } from '../forecasts/fan-chart.tsx'
import { formatCount, formatRate } from '../format/format-number.ts'
import { sampleForecast } from './sample-forecast.ts'
import { sampleGraph } from './sample-graph.ts'

const series = [12, 18, 9, 24, 31, 22, 28, 35, 30, 41, 38, 52].map((value, index) => ({
  label: `Month ${index + 1}`,
  axisLabel: String(index + 1),
  value,
  text: formatCount(value),
}))

const bars = [
  { label: 'Web shop', value: 52, text: '52' },
  { label: 'Store', value: 31, text: '31' },
  { label: 'WhatsApp', value: 8, text: '8' },
]

const curve = [0, 0.1, 0.2, 0.4, 0.6, 0.8, 1].map((x) => ({ x, y: Math.sqrt(x) }))
const straight = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
]

/** Every chart, each with its table. */
export function ChartGallery() {
  return (
    <>
      <div className="split">
        <Card title="Line">
          <LineChart
            title="Sample line"
            summary="From 12 to 52 in a year"
            points={series}
            labelHead="Month"
            valueHead="Orders"
            formatTick={formatCount}
          />
        </Card>
        <Card title="Bars">
          <BarChart
            title="Sample bars"
            summary="Web shop is the strongest of 3 channels."
            bars={bars}
            labelHead="Channel"
            valueHead="Orders"
          />
        </Card>
      </div>
      <div className="split">
        <Card title="Curve">
          <div className="curves">
            <CurveChart
              title="Sample curve"
              summary="At 20 % it stands at 45 %."
              points={curve}
              reference={straight}
              xName="Share of customers"
              yName="Share found"
              formatX={formatRate}
              formatY={formatRate}
            />
          </div>
        </Card>
        <Card title="Share bars">
          <div className="stack">
            {(['plain', 'good', 'warn', 'bad'] as const).map((tone, index) => (
              <p key={tone}>
                {formatRate((index + 1) / 5)}
                <ShareBar share={(index + 1) / 5} tone={tone} />
              </p>
            ))}
          </div>
        </Card>
      </div>
      <Card title="Fan">
        <FanChart
          title="Sample fan"
          summary="Two weeks ahead of three that are known"
          slots={sampleForecast}
          earlier={[]}
          grain="day"
          currency="GBP"
        />
      </Card>
      <Card title="Identity graph">
        <figure className="chart graph">
          <IdentityGraphDrawing graph={sampleGraph} summary="One customer made of 2." customerId="cus_1" />
          <IdentityGraphTable graph={sampleGraph} />
        </figure>
      </Card>
      <div className="tiles">
        <Tile
          label="Sparkline in a tile"
          value="52"
          definition={
            <ChartData caption="Sample sparkline" labelHead="Month" valueHead="Orders" rows={series} />
          }
        >
          <Sparkline title="Sample sparkline, rising" values={series.map((point) => point.value)} />
        </Tile>
      </div>
    </>
  )
}
