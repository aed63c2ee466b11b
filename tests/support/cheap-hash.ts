import { hashPassword } from '#workers/credentials/password.ts'

/** A hash of a password that costs a hundredth of the usual one, for people who sign in so that something else can be tested. */
export function cheapHash(password: string): Promise<string> {
  return hashPassword(password, { N: 2 ** 10, r: 8, p: 1 })
}
