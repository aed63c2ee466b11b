import type { ReactNode } from 'react'
import type { FanSlot } from './fan-slots.ts'
import { oftenWords } from './fan-words.ts'

interface FanLegendProps {
  slots: readonly FanSlot[]
  grain: 'day' | 'week'
  hasEarlier: boolean
}

/** What the lines and bands are, and how often sales fall into each band. */
export function FanLegend({ slots, grain, hasEarlier }: FanLegendProps) {
  const rates = slots
    .find(({ expected }) => expected !== undefined)
    ?.expected?.intervals.map(({ coverageRate }) => coverageRate)
    .toSorted((a, b) => a - b)
  return (
    <ul className="fan-legend">
      <Entry swatch="fan-swatch-sold">Sold</Entry>
      {rates === undefined ? null : <Entry swatch="fan-swatch-middle">Expected</Entry>}
      {rates?.map((rate, index) => (
        <Entry key={rate} swatch={`fan-swatch-band fan-swatch-band-${index + 1}`}>
          {oftenWords(rate)} {grain}s fall here
        </Entry>
      ))}
      {hasEarlier ? (
        <Entry swatch="fan-swatch-earlier">
          {grain === 'week' ? 'Said before' : 'Said before, mean of a week'}
        </Entry>
      ) : null}
      {slots.some(({ marks }) => marks.length > 0) ? (
        <Entry swatch="fan-swatch-mark">Holiday or event</Entry>
      ) : null}
      {slots.some(({ sold }) => sold === null) ? (
        <Entry swatch="fan-swatch-gap">Nothing there to sell</Entry>
      ) : null}
    </ul>
  )
}

function Entry({ swatch, children }: { swatch: string; children: ReactNode }) {
  return (
    <li className="fan-legend-entry">
      <span className={`fan-swatch ${swatch}`} aria-hidden="true" />
      <span>{children}</span>
    </li>
  )
}
