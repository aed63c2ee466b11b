import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { userRoles } from '#shared/access/roles.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal, refusedFor } from '../api/form-refusal.server.ts'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { countOf } from '../format/format-number.ts'
import { useMay } from '../session/use-session.ts'
import { InvitationLink } from '../users/invitation-link.tsx'
import { InviteForm } from '../users/invite-form.tsx'
import { UserTable } from '../users/user-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Users · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  return expectSuccess(await api.listUsers(), args.request)
}

/** Invites somebody. The link is in this answer and in no other. */
export async function action(args: ActionFunctionArgs) {
  const form = await args.request.formData()
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const texts = { displayName: text('displayName'), email: text('email'), role: text('role') }
  const role = userRoles.find((known) => known === texts.role)
  if (role === undefined) return refusedFor('Choose a role.', {}, texts)
  const api = await apiClient(args)
  const answer = await api.inviteUser({ ...texts, role })
  return answer.ok ? { invited: answer.value } : formRefusal(answer.failure, args.request, texts)
}

export default function UsersPage() {
  const { users, grantableRoles } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const mayInvite = useMay('users:manage')
  const isRemoved = useSearchParams()[0].get('removed') === 'yes'
  return (
    <>
      <PageHeader title="Users" lead="Who may sign in, and what their role lets them do." />
      {isRemoved ? <Notice tone="good">Removed. They are signed out everywhere.</Notice> : null}
      <Card title="Who may sign in" note={countOf(users.length, 'person', 'people')}>
        <UserTable users={users} />
      </Card>
      {mayInvite ? (
        <Card title="Invite somebody">
          {answer && 'invited' in answer ? (
            <InvitationLink invited={answer.invited} />
          ) : (
            <InviteForm roles={grantableRoles} refused={answer?.refused} />
          )}
        </Card>
      ) : null}
    </>
  )
}
