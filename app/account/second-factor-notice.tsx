import { Link, useLocation } from '@remix-run/react'
import type { CurrentSession } from '#shared/contracts/sessions.ts'
import { Notice } from '../components/notice.tsx'
import { formatDate } from '../format/format-moment.ts'
import { secondFactorPath } from './second-factor-path.ts'

/** Says on every page that the shop wants a second factor, and by when; on the page that sets it up it is no news. */
export function SecondFactorNotice({ session }: { session: CurrentSession }) {
  const { dueAt, isMissing } = session.secondFactor
  if (useLocation().pathname === secondFactorPath && !isMissing) return null
  if (dueAt === null) return null
  return isMissing ? (
    <Notice tone="warn">
      {session.tenant.name} wants you to have a second factor. Set it up to go on: until then, nothing else is
      open to you.
    </Notice>
  ) : (
    <Notice tone="warn">
      {session.tenant.name} wants you to have a second factor from{' '}
      {formatDate(dueAt, session.tenant.timeZone)} on. <Link to={secondFactorPath}>Set it up</Link>
    </Notice>
  )
}
