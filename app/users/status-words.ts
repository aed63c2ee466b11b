import type { UserView } from '#shared/contracts/users.ts'
import type { Tone } from '../components/badge.tsx'

export const userStatuses: Readonly<
  Record<UserView['status'], { readonly name: string; readonly tone: Tone }>
> = {
  invited: { name: 'Invited', tone: 'info' },
  active: { name: 'Active', tone: 'good' },
  disabled: { name: 'Disabled', tone: 'bad' },
}
