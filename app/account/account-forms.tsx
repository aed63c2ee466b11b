import { Form, useNavigation } from '@remix-run/react'
import type { FormRefusal } from '../api/form-refusal.server.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextField } from '../components/field.tsx'

/** How one is called here. */
export function NameForm({
  displayName,
  refused,
}: {
  displayName: string
  refused: FormRefusal | undefined
}) {
  return (
    <Card title="Name">
      <Form method="post" className="form-inline" key={displayName}>
        <TextField
          label="Name"
          name="displayName"
          required
          maxLength={200}
          autoComplete="name"
          defaultValue={refused?.texts.displayName ?? displayName}
          error={refused?.errors.displayName}
        />
        <div className="row">
          <Button type="submit" name="intent" value="rename">
            Save
          </Button>
        </div>
      </Form>
    </Card>
  )
}

/** Another password. What was typed is never shown again. */
export function PasswordForm({ refused }: { refused: FormRefusal | undefined }) {
  const isBusy = useNavigation().formData?.get('intent') === 'change-password'
  const field = (name: string) => ({ name, type: 'password', required: true, error: refused?.errors[name] })
  return (
    <Card title="Password">
      <Form method="post" className="form">
        <div className="form-grid">
          <TextField
            label="Present password"
            autoComplete="current-password"
            maxLength={1024}
            {...field('currentPassword')}
          />
          <TextField
            label="New password"
            hint="12 characters or more; several words are good"
            autoComplete="new-password"
            minLength={12}
            maxLength={1024}
            {...field('newPassword')}
          />
          <TextField
            label="New password again"
            autoComplete="new-password"
            minLength={12}
            maxLength={1024}
            {...field('repeatedPassword')}
          />
        </div>
        <div className="row">
          <Button type="submit" name="intent" value="change-password" disabled={isBusy}>
            Change the password
          </Button>
          <p className="small quiet">You will be signed out everywhere else.</p>
        </div>
      </Form>
    </Card>
  )
}
