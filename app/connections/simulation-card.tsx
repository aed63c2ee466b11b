import { Form, Link, useNavigation } from '@remix-run/react'
import type { SimulatedSourceList, Simulation } from '#shared/contracts/simulations.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { SelectField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { variantNames } from './simulation-words.ts'

interface SimulationCardProps {
  topics: readonly string[]
  variants: SimulatedSourceList['variants']
}

/** Sends what the vendor would send, really signed, to see what becomes of it. Never offered in production. */
export function SimulationCard({ topics, variants }: SimulationCardProps) {
  const isBusy = useNavigation().state === 'submitting'
  return (
    <Card title="Try it" note="not in production">
      <Form method="post" className="form">
        <div className="form-grid">
          <SelectField label="Topic" name="topic">
            {topics.map((topic) => (
              <option key={topic}>{topic}</option>
            ))}
          </SelectField>
          <SelectField label="How it comes" name="variant">
            {variants.map((variant) => (
              <option key={variant} value={variant}>
                {variantNames[variant]}
              </option>
            ))}
          </SelectField>
        </div>
        <div className="row">
          <Button type="submit" name="intent" value="simulate" disabled={isBusy}>
            Send
          </Button>
          <span className="small quiet">
            People and numbers are invented. What is accepted counts like anything else.
          </span>
        </div>
      </Form>
    </Card>
  )
}

/** What became of a simulation. */
export function SimulationResult({ simulation }: { simulation: Simulation }) {
  return (
    <Notice tone={simulation.isAsExpected ? 'good' : 'bad'}>
      <p>
        <strong>{simulation.isAsExpected ? 'It went as it should.' : 'It did not go as it should.'}</strong>
      </p>
      <ul className="bullets">
        {simulation.deliveries.map(({ topic, expected, verdict, status, logId }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same topic may be sent twice, and the list never changes
          <li key={index}>
            {topic}: {verdict}, answered {status}
            {verdict === expected || verdict === 'taken' ? '. ' : `; expected was ${expected}. `}
            {logId === null ? null : (
              <Link to={`/deliveries/${encodeURIComponent(logId)}`}>
                See the delivery<span className="visually-hidden"> number {index + 1}</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
