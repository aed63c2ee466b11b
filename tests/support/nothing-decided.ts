import type { DecidedIdentity } from '#shared/identity/dry-run/decided-identity.ts'

/** That of a tenant where nobody decided anything. */
export const nothingDecided: DecidedIdentity = { customers: [], keptApart: [], isComplete: true }
