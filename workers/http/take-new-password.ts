import { type PasswordOwner, refusePassword } from '#shared/access/refuse-password.ts'
import { hashPassword } from '../credentials/password.ts'
import { ProblemError } from './problems.ts'

/** The hash of a password that somebody chose; a 422 problem at `pointer` when it must not be taken. */
export async function takeNewPassword(
  password: string,
  owner: PasswordOwner,
  pointer: string,
): Promise<string> {
  const detail = refusePassword(password, owner)
  if (detail !== undefined) {
    throw new ProblemError('invalid-content', undefined, { errors: [{ pointer, detail }] })
  }
  return hashPassword(password)
}
