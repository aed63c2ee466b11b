import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '../components/button.tsx'
import { SelectField, TextField } from '../components/field.tsx'
import { abcWords, demandClassWords } from './demand-words.ts'
import {
  abcClasses,
  demandClasses,
  type ForecastPageView,
  forecastAddress,
  forecastSorts,
  type PartKind,
  sameDrawing,
} from './forecast-view.ts'
import { KeptInputs } from './kept-inputs.tsx'
import { sortNames } from './part-words.ts'

/** Searches the list; items can be narrowed by class too. What else stands in the address stays. */
export function PartFilterForm({ view, kind }: { view: ForecastPageView; kind: PartKind }) {
  const { subject, query, abc, demandClass, sort } = view
  const kept = { ...sameDrawing(view), subject, parts: kind }
  const isNarrowed = query !== '' || abc !== undefined || demandClass !== undefined
  return (
    <Form
      className="form-inline"
      role="search"
      action="/forecasts"
      key={forecastAddress(view)}
      preventScrollReset
    >
      <KeptInputs view={kept} />
      <TextField
        label="Search"
        name="query"
        type="search"
        defaultValue={query}
        placeholder="Part of a name or SKU"
      />
      {kind === 'items' ? (
        <>
          <SelectField label="Worth" name="abc" defaultValue={abc ?? ''}>
            <option value="">All</option>
            {abcClasses.map((each) => (
              <option key={each} value={each}>
                {each}: {abcWords[each]}
              </option>
            ))}
          </SelectField>
          <SelectField label="How it sells" name="class" defaultValue={demandClass ?? ''}>
            <option value="">All</option>
            {demandClasses.map((each) => (
              <option key={each} value={each}>
                {demandClassWords[each].name}
              </option>
            ))}
          </SelectField>
        </>
      ) : null}
      <SelectField label="Order" name="sort" defaultValue={sort}>
        {forecastSorts.map((each) => (
          <option key={each} value={each}>
            {sortNames[each]}
          </option>
        ))}
      </SelectField>
      <div className="row">
        <Button type="submit">Show</Button>
        {isNarrowed ? (
          <ButtonLink look="quiet" preventScrollReset to={forecastAddress(kept)}>
            Clear
          </ButtonLink>
        ) : null}
      </div>
    </Form>
  )
}
