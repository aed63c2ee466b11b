import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { userRoles } from '#shared/access/roles.ts'
import { SessionList } from '../account/session-list.tsx'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal } from '../api/form-refusal.server.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { countOf } from '../format/format-number.ts'
import { InvitationLink } from '../users/invitation-link.tsx'
import { userStatuses } from '../users/status-words.ts'
import { AccessCard, UserForm } from '../users/user-form.tsx'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.user.displayName ?? 'User'} · Patron` },
]

/** `?saved=yes` says that what was changed just now is in force. */
export async function loader(args: LoaderFunctionArgs) {
  const { request, params } = args
  const userId = params.userId ?? ''
  const api = await apiClient(args)
  const [list, sessions] = await Promise.all([api.listUsers(), api.listUserSessions(userId)])
  const { users, grantableRoles } = expectSuccess(list, request)
  const user = users.find((each) => each.userId === userId)
  if (user === undefined) throw data(null, { status: 404 })
  return { user, grantableRoles, sessions: expectSuccess(sessions, request).sessions }
}

/** `intent` is "save", "disable", "enable", "end-sessions", "renew-invitation" or "remove". */
export async function action(args: ActionFunctionArgs) {
  const { request, params } = args
  const userId = params.userId ?? ''
  const form = await request.formData()
  const api = await apiClient(args)
  const intent = String(form.get('intent') ?? '')
  if (intent === 'renew-invitation') {
    const answer = await api.renewInvitation(userId)
    return answer.ok ? { invited: answer.value } : formRefusal(answer.failure, request)
  }
  const change = async () => {
    if (intent === 'remove') return api.removeUser(userId)
    if (intent === 'end-sessions') return api.endUserSessions(userId)
    if (intent === 'disable') return api.updateUser(userId, { status: 'disabled' })
    if (intent === 'enable') return api.updateUser(userId, { status: 'active' })
    const role = userRoles.find((known) => known === form.get('role'))
    return api.updateUser(userId, {
      displayName: String(form.get('displayName') ?? ''),
      ...(role !== undefined && { role }),
    })
  }
  const answer = await change()
  if (!answer.ok) return formRefusal(answer.failure, request)
  return redirect(
    intent === 'remove'
      ? '/settings/users?removed=yes'
      : `/settings/users/${encodeURIComponent(userId)}?saved=yes`,
  )
}

export default function UserPage() {
  const { user, grantableRoles, sessions } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const refused = answer && 'refused' in answer ? answer.refused : undefined
  const isSaved = useSearchParams()[0].get('saved') === 'yes'
  const { name, tone } = userStatuses[user.status]
  return (
    <>
      <WhereItIs trail={[{ to: '/settings/users', label: 'All users' }]} />
      <PageHeader title={user.displayName} lead={user.email}>
        <Badge tone={tone}>{name}</Badge>
      </PageHeader>
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      {isSaved && answer === undefined ? <Notice tone="good">Done. It is in force.</Notice> : null}
      {answer && 'invited' in answer ? <InvitationLink invited={answer.invited} /> : null}
      {user.mayBeChanged ? null : (
        <Notice>You see this person, but your role does not let you change them.</Notice>
      )}
      {user.mayBeChanged ? <UserForm user={user} roles={grantableRoles} refused={refused} /> : null}
      <Card title="Signed in on" note={countOf(sessions.length, 'device')}>
        <SessionList sessions={sessions} withEnd={false} />
      </Card>
      {user.mayBeChanged ? <AccessCard user={user} hasSessions={sessions.length > 0} /> : null}
    </>
  )
}
