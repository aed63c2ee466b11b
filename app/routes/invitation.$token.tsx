import type { ActionFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useActionData } from '@remix-run/react'
import { ChoosePasswordForm } from '../account/choose-password-form.tsx'
import { anonymousApiClient } from '../api/api-client.server.ts'
import { formRefusal, refusedFor } from '../api/form-refusal.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { PlainPage } from '../components/plain-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Invitation · Patron' }]

/** Lets an invited person choose a password. */
export async function action(args: ActionFunctionArgs) {
  const { request, params } = args
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const displayName = text('displayName').trim()
  if (text('newPassword') !== text('repeatedPassword')) {
    return refusedFor('The two passwords differ.', {}, { displayName })
  }
  const answer = await anonymousApiClient(args).acceptInvitation(params.token ?? '', {
    password: text('newPassword'),
    ...(displayName !== '' && { displayName }),
  })
  return answer.ok ? { accepted: answer.value } : formRefusal(answer.failure, request, { displayName })
}

export default function InvitationPage() {
  const answer = useActionData<typeof action>()
  if (answer && 'accepted' in answer) {
    const { displayName, email, tenantName } = answer.accepted
    return (
      <PlainPage title={`Welcome, ${displayName}`} lead={`You are in at ${tenantName}, as ${email}.`}>
        <ButtonLink to="/login" look="primary">
          Sign in
        </ButtonLink>
      </PlainPage>
    )
  }
  const refused = answer?.refused
  return (
    <PlainPage title="You are invited" lead="Choose a password to come in. This link is good once.">
      <ChoosePasswordForm button="Come in" refused={refused}>
        <TextField
          label="Your name"
          hint="Empty: as you were invited"
          name="displayName"
          maxLength={200}
          autoComplete="name"
          defaultValue={refused?.texts.displayName}
          error={refused?.errors.displayName}
        />
      </ChoosePasswordForm>
    </PlainPage>
  )
}
