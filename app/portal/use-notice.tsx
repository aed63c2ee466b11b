import { Link } from '@remix-run/react'
import type { CustomerPrivacy } from '#shared/contracts/privacy.ts'
import { Notice } from '../components/notice.tsx'
import { formatDate } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'

const profilingWords: Record<NonNullable<CustomerPrivacy['reason']>, string> = {
  restricted: 'Nothing is predicted about you.',
  objected: 'You said no to profiling: nothing is predicted about you.',
  'no-consent': 'Nothing is predicted about you, as you have not said yes to it.',
  'tenant-setting': 'Nothing is predicted about you: this shop does it only for those who said yes.',
}

/** Whether the data is used at the moment, in a sentence. */
export function UseNotice({ privacy }: { privacy: CustomerPrivacy }) {
  const timeZone = useTimeZone()
  if (privacy.restrictedAt !== null) {
    return (
      <Notice>
        <p>
          Since {formatDate(privacy.restrictedAt, timeZone)} the shop only keeps your data and does not use
          it, as you asked. <Link to="/portal/consents">Change that</Link>
        </p>
      </Notice>
    )
  }
  return (
    <Notice>
      <p>
        {privacy.reason === null
          ? 'The shop may work out what you might like or do next from what you bought and looked at. '
          : `${profilingWords[privacy.reason]} `}
        <Link to="/portal/consents">Decide about it</Link>
      </p>
    </Notice>
  )
}
