import type { UserRole } from '#shared/access/roles.ts'
import { CheckList } from '../components/check-list.tsx'
import { roleWords } from './role-words.ts'

/** One role of those that may be given. */
export function RoleChoice({ roles, chosen }: { roles: readonly UserRole[]; chosen: UserRole | undefined }) {
  return (
    <div className="choice-grid">
      <CheckList
        legend="Role"
        type="radio"
        name="role"
        isRequired
        options={roles.map((role) => ({
          value: role,
          label: roleWords[role].name,
          note: roleWords[role].about,
          isChosen: role === chosen,
        }))}
      />
    </div>
  )
}
