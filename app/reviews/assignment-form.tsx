import { Form, useNavigation } from '@remix-run/react'
import type { ReviewView } from '#shared/contracts/identity.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextField } from '../components/field.tsx'
import { useSession } from '../session/use-session.ts'

/** Who looks after a review: me, nobody, or another user. */
export function AssignmentForm({ review }: { review: ReviewView }) {
  const { user } = useSession()
  const isBusy = useNavigation().state !== 'idle'
  const { assignedTo } = review
  return (
    <Card title="Assigned to" note={assignedTo === user.email ? 'you' : (assignedTo ?? 'nobody')}>
      <div className="form">
        <Form method="post" className="row">
          <input type="hidden" name="intent" value="assign" />
          {assignedTo === user.email ? null : (
            <Button type="submit" small name="assignee" value={user.email} disabled={isBusy}>
              Assign to me
            </Button>
          )}
          {assignedTo === null ? null : (
            <Button type="submit" small name="assignee" value="" disabled={isBusy}>
              Assign to nobody
            </Button>
          )}
        </Form>
        <details>
          <summary className="small">Assign to somebody else</summary>
          <Form method="post" className="form assign-other" key={assignedTo}>
            <input type="hidden" name="intent" value="assign" />
            <TextField label="Their e-mail" name="assignee" type="email" required autoComplete="off" />
            <div className="row">
              <Button type="submit" small disabled={isBusy}>
                Assign
              </Button>
            </div>
          </Form>
        </details>
      </div>
    </Card>
  )
}
