import { Form, useNavigation } from '@remix-run/react'
import { consentWords } from '#shared/customers/consent-words.ts'
import { plainName } from '#shared/kernel/plain-text.ts'
import type { FormRefusal } from '../api/form-refusal.server.ts'
import { Button } from '../components/button.tsx'
import { SelectField, TextField } from '../components/field.tsx'
import { consentMethodNames, notedChannels, notedPurposes } from './consent-words.ts'

/** What the person said elsewhere, with what shows that they did. */
export function NoteConsentForm({ refused }: { refused: FormRefusal | undefined }) {
  const isBusy = useNavigation().formData?.get('intent') === 'note'
  const chosen = (name: string, usual: string) => refused?.texts[name] ?? usual
  return (
    <Form method="post" className="form">
      <div className="form-grid">
        <SelectField label="What for" name="purpose" defaultValue={chosen('purpose', 'marketing')}>
          {notedPurposes.map((purpose) => (
            <option key={purpose} value={purpose}>
              {consentWords(purpose, null)}
            </option>
          ))}
        </SelectField>
        <SelectField label="Which way" name="channel" defaultValue={chosen('channel', '')}>
          <option value="">All ways</option>
          {notedChannels.map((channel) => (
            <option key={channel} value={channel}>
              {plainName(channel)}
            </option>
          ))}
        </SelectField>
        <SelectField label="The person says" name="answer" defaultValue={chosen('answer', 'no')}>
          <option value="yes">Yes</option>
          <option value="no">No</option>
        </SelectField>
        <SelectField label="How they said it" name="method" defaultValue={chosen('method', 'in-store')}>
          {Object.entries(consentMethodNames)
            .filter(([method]) => method !== 'portal')
            .map(([method, label]) => (
              <option key={method} value={method}>
                {label}
              </option>
            ))}
        </SelectField>
        <TextField
          label="Wording"
          hint="Which text they saw or heard, such as newsletter-2026-03"
          name="textVersion"
          maxLength={100}
          defaultValue={refused?.texts.textVersion}
          error={refused?.errors.textVersion}
        />
      </div>
      <div className="row">
        <Button type="submit" look="primary" name="intent" value="note" disabled={isBusy}>
          Note it
        </Button>
      </div>
    </Form>
  )
}
