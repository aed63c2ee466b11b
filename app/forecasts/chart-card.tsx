import { Form, Link } from '@remix-run/react'
import type { ForecastView } from '#shared/contracts/forecasts.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { SelectField } from '../components/field.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { formatDay } from '../format/format-moment.ts'
import { channelNames } from '../format/wording.ts'
import { FanChart } from './fan-chart.tsx'
import { earlierLines, fanSlots } from './fan-slots.ts'
import { marksAhead, slotWords } from './fan-words.ts'
import {
  buyingChannels,
  type ForecastPageView,
  forecastAddress,
  forecastGrains,
  forecastReaches,
} from './forecast-view.ts'
import { KeptInputs } from './kept-inputs.tsx'

const grainNames = { week: 'Weeks', day: 'Days' } as const
const reachNames = {
  week: { near: 'Half a year', far: 'Two years' },
  day: { near: '8 weeks', far: 'Half a year' },
} as const

interface ChartCardProps {
  forecast: ForecastView
  view: ForecastPageView
  /** The channel that was asked for and is not kept: all are shown. */
  missingChannel: ForecastPageView['channel']
}

/** What was sold and how it will go on: in words, as a drawing, and as a table. */
export function ChartCard({ forecast, view, missingChannel }: ChartCardProps) {
  const { subject, points, marks, past, run, words, grain, currency } = forecast
  const slots = fanSlots(forecast)
  const ahead = marksAhead(marks, points[0]?.from ?? run.asOf)
  const next = slots.find(({ expected }) => expected !== undefined)
  const title = `Units by ${grain}, ${subject.label}`
  return (
    <Card title="What was sold, and what is expected" note={`knows sales up to ${formatDay(run.asOf)}`}>
      <div className="stack">
        <ChartControls view={view} missingChannel={missingChannel} hasPast={past.length > 0} />
        {missingChannel === undefined ? null : <p>This forecast is not kept by channel.</p>}
        {words.length === 0 ? null : <p>{words.join(' ')}</p>}
        {slots.length === 0 ? (
          <EmptyState title="Nothing to draw" icon="trend">
            There are no days with sales, and none are expected.
          </EmptyState>
        ) : (
          <FanChart
            title={title}
            summary={next === undefined ? words.join(' ') : slotWords(next)}
            slots={slots}
            earlier={view.isPastShown ? earlierLines(forecast) : []}
            grain={grain}
            currency={currency}
          />
        )}
        {ahead.length === 0 ? null : (
          <p className="small">
            <strong>Coming up:</strong> {ahead.join('; ')}.{' '}
            <Link to="/forecasts/calendar">Holidays and events</Link>
          </p>
        )}
      </div>
    </Card>
  )
}

/** By week or day, through which channel, and what was said before. */
function ChartControls({
  view,
  missingChannel,
  hasPast,
}: Pick<ChartCardProps, 'view' | 'missingChannel'> & { hasPast: boolean }) {
  const { grain, reach, isPastShown } = view
  return (
    <div className="fan-controls">
      <Segments
        label="Grain"
        options={forecastGrains.map((each) => ({
          label: grainNames[each],
          to: forecastAddress({ ...view, grain: each }),
          isCurrent: each === grain,
        }))}
      />
      <Segments
        label="How far back"
        options={forecastReaches.map((each) => ({
          label: reachNames[grain][each],
          to: forecastAddress({ ...view, reach: each }),
          isCurrent: each === reach,
        }))}
      />
      <ChannelForm view={view} missingChannel={missingChannel} />
      {hasPast ? (
        <Link
          className="small"
          to={forecastAddress({ ...view, isPastShown: !isPastShown })}
          preventScrollReset
        >
          {isPastShown ? 'Hide what was said before' : 'Show what was said before'}
        </Link>
      ) : null}
    </div>
  )
}

/** Through which channel it is sold. */
function ChannelForm({ view, missingChannel }: Pick<ChartCardProps, 'view' | 'missingChannel'>) {
  const { channel } = view
  // A form of its own for each answer: what was chosen before does not stay in it.
  const key = `${channel ?? ''} ${missingChannel ?? ''}`
  return (
    <Form className="fan-channel" action="/forecasts" preventScrollReset key={key}>
      <KeptInputs view={{ ...view, channel: undefined }} />
      <SelectField label="Sold through" name="channel" defaultValue={channel ?? ''}>
        <option value="">All channels</option>
        {buyingChannels.map((each) => (
          <option key={each} value={each}>
            {channelNames[each]}
          </option>
        ))}
      </SelectField>
      <Button type="submit">Show</Button>
    </Form>
  )
}
