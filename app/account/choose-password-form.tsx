import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { FormRefusal } from '../api/form-refusal.server.ts'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'

interface ChoosePasswordFormProps {
  button: string
  refused: FormRefusal | undefined
  /** More fields, above those of the password. */
  children?: ReactNode
}

/** A new password, typed twice, for who came by a link. */
export function ChoosePasswordForm({ button, refused, children }: ChoosePasswordFormProps) {
  const isBusy = useNavigation().state === 'submitting'
  const field = (name: string) => ({
    name,
    type: 'password',
    required: true,
    minLength: 12,
    maxLength: 1024,
    autoComplete: 'new-password',
    error: refused?.errors[name],
  })
  return (
    <Form method="post" className="form" replace>
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      {children}
      <TextField
        label="New password"
        hint="12 characters or more; several words are good"
        {...field('newPassword')}
        error={refused?.errors.newPassword ?? refused?.errors.password}
      />
      <TextField label="New password again" {...field('repeatedPassword')} />
      <Button type="submit" look="primary" disabled={isBusy}>
        {button}
      </Button>
    </Form>
  )
}
