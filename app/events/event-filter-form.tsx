import { Form } from '@remix-run/react'
import { useId } from 'react'
import { Button, ButtonLink } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import type { EventFilter } from './stream-state.ts'

interface EventFilterFormProps {
  filter: EventFilter
  /** Names and sources seen lately, offered while typing. */
  names: readonly string[]
  sources: readonly string[]
}

/** Narrows the stream to one event name, one source, or both. */
export function EventFilterForm({ filter, names, sources }: EventFilterFormProps) {
  const namesId = useId()
  const sourcesId = useId()
  const isFiltered = filter.name !== '' || filter.source !== ''
  return (
    <Form className="form-inline" role="search" action="/events" key={`${filter.name} ${filter.source}`}>
      <TextField
        label="Event name"
        name="name"
        defaultValue={filter.name}
        placeholder="Order Completed"
        list={namesId}
      />
      <TextField
        label="Source"
        name="source"
        defaultValue={filter.source}
        placeholder="shopify/demo"
        list={sourcesId}
      />
      <Suggestions id={namesId} values={names} />
      <Suggestions id={sourcesId} values={sources} />
      <div className="row">
        <Button type="submit">Filter</Button>
        {isFiltered ? (
          <ButtonLink to="/events" look="quiet">
            Clear
          </ButtonLink>
        ) : null}
      </div>
    </Form>
  )
}

function Suggestions({ id, values }: { id: string; values: readonly string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  )
}
