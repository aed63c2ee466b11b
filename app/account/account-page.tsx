import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { countOf } from '../format/format-number.ts'
import { roleWords } from '../users/role-words.ts'
import { NameForm, PasswordForm } from './account-forms.tsx'
import type { changeAccount, loadAccount } from './account-page.server.ts'
import { SecondFactorCard } from './second-factor-card.tsx'
import { SessionList } from './session-list.tsx'

const doneWords: Readonly<Record<string, string>> = {
  rename: 'Saved.',
  'change-password': 'Your password is changed. You are signed out everywhere else.',
  'end-session': 'Signed out there.',
  'remove-second-factor':
    'The second factor is off. From now on, your password is enough. You are signed out everywhere else.',
  'second-factor':
    'The second factor is on. You will be asked for a code when you sign in, and are signed out everywhere else.',
}

/** One's own name, password, second factor and devices; the same for staff and for customers. */
export function AccountPage() {
  const { account, sessions } = useLoaderData<typeof loadAccount>()
  const refused = useActionData<typeof changeAccount>()?.refused
  const done = doneWords[useSearchParams()[0].get('done') ?? '']
  const refusedIn = (intent: string) => (refused?.texts.intent === intent ? refused : undefined)
  return (
    <div className="stack">
      <PageHeader title="My account" lead={`${account.email} · ${roleWords[account.role].name}`} />
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      {done === undefined || refused !== undefined ? null : <Notice tone="good">{done}</Notice>}
      <NameForm displayName={account.displayName} refused={refusedIn('rename')} />
      {account.hasPassword ? (
        <>
          <PasswordForm refused={refusedIn('change-password')} />
          <SecondFactorCard secondFactor={account.secondFactor} refused={refusedIn('remove-second-factor')} />
        </>
      ) : (
        <Card title="Password">
          <p>You sign in through your company, so there is no password here to change.</p>
        </Card>
      )}
      <Card title="Signed in on" note={countOf(sessions.length, 'device')}>
        <SessionList sessions={sessions} withEnd />
      </Card>
    </div>
  )
}
