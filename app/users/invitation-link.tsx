import type { InvitedUser } from '#shared/contracts/users.ts'
import { Notice } from '../components/notice.tsx'
import { CopyText } from '../connections/copy-text.tsx'

/** The link that lets an invited person in. No address shows it again. */
export function InvitationLink({ invited: { user, invitationUrl, isMailed } }: { invited: InvitedUser }) {
  return (
    <div className="stack">
      <Notice tone="good">
        <p>
          {isMailed
            ? `The invitation is on its way to ${user.email}.`
            : `${user.displayName} is invited. No mail is sent from here, so give them this link yourself.`}
        </p>
      </Notice>
      <CopyText label="Link of the invitation, shown this once" text={invitationUrl} />
    </div>
  )
}
