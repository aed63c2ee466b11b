import { Form, useNavigation } from '@remix-run/react'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import type { RulesTexts } from './rules-fields.ts'

interface UseRulesProps {
  /** The rules that were tried, whatever stands in the form by now. */
  texts: RulesTexts
  /** The version they were tried against. */
  version: number
}

/** Puts rules in force that were tried. */
export function UseRules({ texts, version }: UseRulesProps) {
  const isBusy = useNavigation().formData?.get('intent') === 'use'
  return (
    <Card title="Use these rules?">
      <div className="stack">
        <Notice>
          <p>
            <strong>Rules hold for events from now on</strong>, at the latest in a minute. A change does not
            redo the past: customers stay as they are, and the trial tells what the rules would have made of
            what happened, and so what they will do from now on.
          </p>
        </Notice>
        <Form method="post" action="/settings/identity" className="row">
          <input type="hidden" name="version" value={version} />
          {Object.entries(texts).map(([name, text]) => (
            <input key={name} type="hidden" name={name} value={text} />
          ))}
          <Button type="submit" name="intent" value="use" look="primary" disabled={isBusy}>
            {isBusy ? 'Saving…' : 'Use these rules'}
          </Button>
          <ButtonLink to="/settings/identity" look="quiet">
            Leave them as they are
          </ButtonLink>
        </Form>
      </div>
    </Card>
  )
}
