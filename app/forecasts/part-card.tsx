import type { ForecastList } from '#shared/contracts/forecasts.ts'
import { Card } from '../components/card.tsx'
import { Definition } from '../components/definition.tsx'
import { Pagination } from '../components/pagination.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { countOf, formatCount } from '../format/format-number.ts'
import { abcWords, xyzWords } from './demand-words.ts'
import {
  type ForecastPageView,
  forecastAddress,
  type PartKind,
  partKindsOf,
  sameDrawing,
} from './forecast-view.ts'
import { PartFilterForm } from './part-filter-form.tsx'
import { PartTable } from './part-table.tsx'
import { partKindNames } from './part-words.ts'

/** So many can be looked through without a search. */
const fewRows = 8

interface PartCardProps {
  list: ForecastList
  kind: PartKind
  /** Kinds of lists that would be empty. */
  absent: readonly PartKind[]
  view: ForecastPageView
}

/** What the forecast is made of: a list for each way to take it apart. */
export function PartCard({ list, kind, absent, view }: PartCardProps) {
  const { forecasts, total, nextCursor, currency } = list
  const { subject, query, abc, demandClass } = view
  const kinds = partKindsOf(subject).filter((each) => each === kind || !absent.includes(each))
  const isNarrowed = query !== '' || abc !== undefined || demandClass !== undefined
  const words = partKindNames[kind]
  return (
    <Card title="What it is made of" note={countOf(total, words.one, words.many)} id="parts">
      <div className="stack">
        {kinds.length < 2 ? null : (
          <div className="row">
            <Segments
              label="Take it apart by"
              options={kinds.map((each) => ({
                label: partKindNames[each].tab,
                to: forecastAddress({ ...sameDrawing(view), subject, parts: each }),
                isCurrent: each === kind,
              }))}
            />
          </div>
        )}
        {isNarrowed || total > fewRows ? <PartFilterForm view={view} kind={kind} /> : null}
        {forecasts.length === 0 ? (
          <EmptyState title="Nothing found" icon="search">
            No {words.one} here fits what you chose.
          </EmptyState>
        ) : (
          <PartTable parts={forecasts} kind={kind} view={view} currency={currency} />
        )}
        {kind === 'items' ? <ClassDefinition /> : null}
      </div>
      <Pagination
        label={`Pages of ${words.many}`}
        summary={`${formatCount(forecasts.length)} of ${formatCount(total)} on this page`}
        firstHref={
          view.cursor === undefined ? undefined : forecastAddress({ ...view, parts: kind, cursor: undefined })
        }
        nextHref={
          nextCursor === null ? undefined : forecastAddress({ ...view, parts: kind, cursor: nextCursor })
        }
      />
    </Card>
  )
}

function ClassDefinition() {
  return (
    <Definition subject="classes of items">
      <p>
        The first letter is what an item is worth. {sentence(abcWords)} The second is how evenly it sells.{' '}
        {sentence(xyzWords)}
      </p>
    </Definition>
  )
}

function sentence(words: Readonly<Record<string, string>>): string {
  return `${Object.entries(words)
    .map(([letter, meaning]) => `${letter}: ${meaning}`)
    .join('; ')}.`
}
