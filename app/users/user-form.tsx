import { Form, useNavigation } from '@remix-run/react'
import type { UserRole } from '#shared/access/roles.ts'
import type { UserView } from '#shared/contracts/users.ts'
import type { FormRefusal } from '../api/form-refusal.server.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextField } from '../components/field.tsx'
import { RoleChoice } from './role-choice.tsx'

interface UserFormProps {
  user: UserView
  /** What the person may be made. */
  roles: readonly UserRole[]
  refused: FormRefusal | undefined
}

/** Name and role of somebody. */
export function UserForm({ user, roles, refused }: UserFormProps) {
  const isBusy = useNavigation().formData?.get('intent') === 'save'
  return (
    <Card title="Name and role">
      <Form method="post" className="form" key={`${user.displayName} ${user.role}`}>
        <TextField
          label="Name"
          name="displayName"
          required
          maxLength={200}
          autoComplete="off"
          defaultValue={user.displayName}
          error={refused?.errors.displayName}
        />
        <RoleChoice roles={roles.includes(user.role) ? roles : [user.role, ...roles]} chosen={user.role} />
        <div className="row">
          <Button type="submit" look="primary" name="intent" value="save" disabled={isBusy}>
            Save
          </Button>
        </div>
      </Form>
    </Card>
  )
}

/** What lets the person in, and what keeps them out. */
export function AccessCard({ user, hasSessions }: { user: UserView; hasSessions: boolean }) {
  return (
    <Card title="Access">
      <Form method="post" className="form">
        <div className="row">
          {user.status === 'invited' ? (
            <Button type="submit" name="intent" value="renew-invitation">
              Make another invitation link
            </Button>
          ) : null}
          {hasSessions ? (
            <Button type="submit" name="intent" value="end-sessions">
              Sign out everywhere
            </Button>
          ) : null}
          {user.status === 'disabled' ? (
            <Button type="submit" name="intent" value="enable">
              Let in again
            </Button>
          ) : (
            <Button type="submit" name="intent" value="disable">
              Disable
            </Button>
          )}
        </div>
        <p className="small quiet">
          Who is disabled is signed out everywhere and cannot sign in; name and role are kept.
        </p>
        <details className="form-more">
          <summary>Remove {user.displayName}…</summary>
          <div className="stack">
            <p>
              The account is deleted. What they did stays in the audit log. To come back, they have to be
              invited again.
            </p>
            <div className="row">
              <Button type="submit" name="intent" value="remove">
                Remove for good
              </Button>
            </div>
          </div>
        </details>
      </Form>
    </Card>
  )
}
