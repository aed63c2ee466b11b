import type { CredentialField } from '#shared/sources/backfill.ts'
import { backfills } from '#shared/sources/backfills.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'
import type { Credentials } from '../../../credentials/open-credentials.ts'
import { ProblemError } from '../../problems.ts'

/** What staff have to enter so that Patron may call a source's vendor; empty when the source does not say. */
export function credentialFieldsOf(source: string): readonly CredentialField[] {
  return connectableSources.get(source)?.credentialFields ?? backfills.get(source)?.credentialFields ?? []
}

/** Credentials of exactly the fields the source asks for; a 422 problem otherwise. */
export function parseCredentials(source: string, credentials: Credentials): Credentials {
  const known = new Set(credentialFieldsOf(source).map(({ name }) => name))
  if (known.size === 0) return credentials
  const given = new Set(Object.keys(credentials))
  const errors = [
    ...[...known].filter((name) => !given.has(name)).map((name) => ({ name, detail: 'is missing' })),
    ...[...given]
      .filter((name) => !known.has(name))
      .map((name) => ({ name, detail: 'is not known to this source' })),
  ]
  if (errors.length === 0) return credentials
  throw new ProblemError('invalid-content', undefined, {
    errors: errors.map(({ name, detail }) => ({ pointer: `/credentials/${name}`, detail })),
  })
}
