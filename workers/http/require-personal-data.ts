import type { Access } from './api-env.ts'
import { ProblemError } from './problems.ts'

/** Throws a 403 problem to whoever may not see personal data. `deed` is what it is needed for: "To search". */
export function requirePersonalData({ permissions }: Access, deed: string): void {
  if (!permissions.has('personal-data:read')) {
    throw new ProblemError('forbidden', `${deed} needs the permission personal-data:read`)
  }
}
