import { Form, useNavigation } from '@remix-run/react'
import { Button, ButtonLink } from '../components/button.tsx'
import { CheckList } from '../components/check-list.tsx'
import { SelectField, TextArea, TextField } from '../components/field.tsx'
import { type MessageSender, senderName, senderTitle } from './message-senders.ts'

interface MessageFormProps {
  senders: readonly MessageSender[]
  /** Sent with the form, so that sending it twice sends one message. */
  idempotencyKey: string
  /** What was typed and not sent. */
  texts: Readonly<Record<string, string>>
  errors: Readonly<Record<string, string>>
  cancelTo: string
}

/** A text or a template, what for, and through which connection. */
export function MessageForm({ senders, idempotencyKey, texts, errors, cancelTo }: MessageFormProps) {
  const isBusy = useNavigation().state === 'submitting'
  const hasTemplate = (texts.templateName ?? '') !== '' || errors['template/name'] !== undefined
  return (
    <Form method="post" className="form" key={idempotencyKey}>
      <input type="hidden" name="key" value={idempotencyKey} />
      <SelectField label="By" name="sender" defaultValue={texts.sender} error={errors.channel}>
        {senders.map((sender) => (
          <option key={senderName(sender)} value={senderName(sender)}>
            {senderTitle(sender)}
          </option>
        ))}
      </SelectField>
      <CheckList
        legend="What it is"
        type="radio"
        name="purpose"
        isRequired
        options={[
          {
            value: 'service',
            label: 'An answer, or news of an order',
            note: 'May be sent whatever they said about marketing',
            isChosen: texts.purpose === 'service',
          },
          {
            value: 'marketing',
            label: 'Marketing',
            note: 'Is not sent to who said no to it',
            isChosen: texts.purpose === 'marketing',
          },
        ]}
      />
      <TextArea
        label="Text"
        hint="On WhatsApp only within a day after the person last wrote; else a template is needed"
        name="text"
        rows={4}
        maxLength={1600}
        defaultValue={texts.text}
        error={errors.text}
      />
      <details className="form-more" open={hasTemplate}>
        <summary>A template instead of a text</summary>
        <div className="form-grid">
          <TextField
            label="Template"
            hint="Its name at WhatsApp; with Twilio its content SID"
            name="templateName"
            maxLength={512}
            autoComplete="off"
            spellCheck={false}
            defaultValue={texts.templateName}
            error={errors['template/name']}
          />
          <TextField
            label="Language"
            hint="Such as en_GB"
            name="templateLanguage"
            maxLength={16}
            autoComplete="off"
            spellCheck={false}
            defaultValue={texts.templateLanguage ?? 'en'}
            error={errors['template/language']}
          />
          <TextArea
            label="Values of its blanks"
            hint="One a line, in their order"
            name="parameters"
            rows={3}
            defaultValue={texts.parameters}
            error={errors['template/parameters']}
          />
        </div>
      </details>
      <div className="row">
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? 'Sending…' : 'Send'}
        </Button>
        <ButtonLink to={cancelTo} look="quiet">
          Back to the customer
        </ButtonLink>
      </div>
    </Form>
  )
}
