import type { ActionFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { Link, useActionData } from '@remix-run/react'
import { ChoosePasswordForm } from '../account/choose-password-form.tsx'
import { anonymousApiClient } from '../api/api-client.server.ts'
import { formRefusal, refusedFor } from '../api/form-refusal.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { PlainPage } from '../components/plain-page.tsx'

export const meta: MetaFunction = () => [{ title: 'New password · Patron' }]

/** Changes the password of whoever the link was for. */
export async function action(args: ActionFunctionArgs) {
  const { request, params } = args
  const form = await request.formData()
  const password = String(form.get('newPassword') ?? '')
  if (password !== form.get('repeatedPassword')) return refusedFor('The two passwords differ.')
  const answer = await anonymousApiClient(args).resetPassword(params.token ?? '', password)
  return answer.ok ? { changed: answer.value } : formRefusal(answer.failure, request)
}

export default function NewPasswordPage() {
  const answer = useActionData<typeof action>()
  if (answer && 'changed' in answer) {
    return (
      <PlainPage
        title="Your password is changed"
        lead={`Of ${answer.changed.email} at ${answer.changed.tenantName}. You are signed out everywhere.`}
      >
        <ButtonLink to="/login" look="primary">
          Sign in
        </ButtonLink>
      </PlainPage>
    )
  }
  return (
    <PlainPage title="Choose a new password" lead="This link is good once.">
      <ChoosePasswordForm button="Change my password" refused={answer?.refused} />
      <Link to="/reset-password">Ask for another link</Link>
    </PlainPage>
  )
}
