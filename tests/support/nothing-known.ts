import type { KnownIdentity } from '#shared/identity/identity-draft.ts'

/** What a directory knows before the first event. */
export const nothingKnown: KnownIdentity = {
  owners: new Map(),
  survivors: new Map(),
  members: new Map(),
  links: new Map(),
  keptApart: new Set(),
  shared: new Set(),
  ties: new Map(),
  reviewed: new Set(),
}
