import { Form, useNavigation } from '@remix-run/react'
import type { UserRole } from '#shared/access/roles.ts'
import type { FormRefusal } from '../api/form-refusal.server.ts'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { RoleChoice } from './role-choice.tsx'

interface InviteFormProps {
  roles: readonly UserRole[]
  refused: FormRefusal | undefined
}

/** Who is to come in, and as what. */
export function InviteForm({ roles, refused }: InviteFormProps) {
  const isBusy = useNavigation().formData?.get('intent') === 'invite'
  const field = (name: 'displayName' | 'email') => ({
    name,
    defaultValue: refused?.texts[name] ?? '',
    error: refused?.errors[name],
  })
  return (
    <Form method="post" className="form">
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      <div className="form-grid">
        <TextField label="Name" required maxLength={200} autoComplete="off" {...field('displayName')} />
        <TextField
          label="E-mail"
          type="email"
          required
          maxLength={254}
          autoComplete="off"
          {...field('email')}
        />
      </div>
      <RoleChoice roles={roles} chosen={roles.find((role) => role === refused?.texts.role)} />
      <div className="row">
        <Button type="submit" look="primary" name="intent" value="invite" disabled={isBusy}>
          Invite
        </Button>
        <p className="small quiet">They choose a password by a link that is good once, for 7 days.</p>
      </div>
    </Form>
  )
}
