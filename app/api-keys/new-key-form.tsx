import { Form, useNavigation } from '@remix-run/react'
import { permissions } from '#shared/access/permissions.ts'
import { isStaffRole } from '#shared/access/roles.ts'
import type { ApiKeyList } from '#shared/contracts/api-keys.ts'
import type { FormRefusal } from '../api/form-refusal.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { CheckList } from '../components/check-list.tsx'
import { SelectField, TextArea, TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { roleWords } from '../users/role-words.ts'

const expiries = [
  { days: '30', label: 'After 30 days' },
  { days: '90', label: 'After 90 days' },
  { days: '365', label: 'After a year' },
  { days: '', label: 'Never' },
]

interface NewKeyFormProps {
  grantable: Pick<ApiKeyList, 'grantableRoles' | 'grantableScopes'>
  /** To begin with; "": none. */
  connectionId: string
  refused: FormRefusal | undefined
}

/** What a key is for, what it may do and how long. What belongs to the other kind is hidden by the style sheet. */
export function NewKeyForm({ grantable, connectionId, refused }: NewKeyFormProps) {
  const isBusy = useNavigation().state === 'submitting'
  const field = (name: string, first = '') => ({
    name,
    defaultValue: refused?.texts[name] ?? first,
    error: refused?.errors[name],
  })
  const kind = refused?.texts.kind ?? 'write'
  return (
    <Form method="post" className="form key-form">
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      <div className="form-grid">
        <TextField label="Name" hint="For your own lists" required maxLength={100} {...field('label')} />
        <SelectField
          label="Ends"
          name="expiresInDays"
          defaultValue={refused?.texts.expiresInDays ?? '365'}
          error={refused?.errors.expiresInDays}
        >
          {expiries.map(({ days, label }) => (
            <option key={days} value={days}>
              {label}
            </option>
          ))}
        </SelectField>
      </div>
      <CheckList
        legend="What it is for"
        type="radio"
        name="kind"
        isRequired
        options={[
          {
            value: 'write',
            label: 'Sending events',
            note: 'For web pages and apps: it may stand where everybody can see it, as it reads nothing.',
            isChosen: kind === 'write',
          },
          {
            value: 'program',
            label: 'A program of ours',
            note: 'Reads and changes as far as its role and the list below let it. Keep it secret.',
            isChosen: kind === 'program',
          },
        ]}
      />
      <div className="form key-write">
        <TextField
          label="Connection"
          hint="Its events come in by this name; empty: web"
          maxLength={40}
          spellCheck={false}
          {...field('connectionId', connectionId)}
        />
        <TextArea
          label="Only from these pages"
          hint="One address a line, such as https://shop.example; empty: from any page"
          spellCheck={false}
          {...field('allowedOrigins')}
        />
      </div>
      <div className="form key-program choice-grid">
        <SelectField
          label="Role"
          hint="It may never do more than this role"
          name="role"
          defaultValue={refused?.texts.role ?? 'analyst'}
          error={refused?.errors.role}
        >
          {grantable.grantableRoles.filter(isStaffRole).map((role) => (
            <option key={role} value={role}>
              {roleWords[role].name}: {roleWords[role].about}
            </option>
          ))}
        </SelectField>
        <CheckList
          legend="Only some of it"
          hint="Tick what it needs. Nothing ticked: all that the role may."
          type="checkbox"
          name="scope"
          options={grantable.grantableScopes.map((scope) => ({
            value: scope,
            label: permissions[scope],
            note: scope,
          }))}
        />
      </div>
      <div className="row">
        <Button type="submit" look="primary" disabled={isBusy}>
          Make the key
        </Button>
        <ButtonLink to="/settings/api-keys" look="quiet">
          Cancel
        </ButtonLink>
      </div>
    </Form>
  )
}
