import { useSession } from '../session/use-session.ts'

/** Where the page of one's own account is: staff and customers have a place each. */
export function useAccountPath(): string {
  return useSession().user.role === 'customer' ? '/portal/account' : '/settings/account'
}
