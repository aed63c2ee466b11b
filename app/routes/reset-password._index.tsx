import type { ActionFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { Form, Link, useActionData, useNavigation } from '@remix-run/react'
import { anonymousApiClient } from '../api/api-client.server.ts'
import { formRefusal } from '../api/form-refusal.server.ts'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { PlainPage } from '../components/plain-page.tsx'
import { CopyText } from '../connections/copy-text.tsx'

export const meta: MetaFunction = () => [{ title: 'New password · Patron' }]

/** Has a link sent to an address, if it has an account; which of the two is not told. */
export async function action(args: ActionFunctionArgs) {
  const form = await args.request.formData()
  const email = String(form.get('email') ?? '').trim()
  const answer = await anonymousApiClient(args).requestPasswordReset({ email })
  return answer.ok ? { asked: answer.value } : formRefusal(answer.failure, args.request, { email })
}

export default function ResetPasswordPage() {
  const answer = useActionData<typeof action>()
  const isBusy = useNavigation().state === 'submitting'
  if (answer && 'asked' in answer) {
    return (
      <PlainPage title="Look at your mail" lead={answer.asked.message}>
        {(answer.asked.links ?? []).map((link) => (
          <CopyText key={link} label="What the mail holds, in development" text={link} />
        ))}
        <Link to="/login">Back to sign-in</Link>
      </PlainPage>
    )
  }
  const refused = answer?.refused
  return (
    <PlainPage title="Forgot your password?" lead="A link to choose another one comes by mail.">
      <Form method="post" className="form" replace>
        {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={refused?.texts.email}
          error={refused?.errors.email}
        />
        <Button type="submit" look="primary" disabled={isBusy}>
          Send me a link
        </Button>
      </Form>
      <Link to="/login">Back to sign-in</Link>
    </PlainPage>
  )
}
