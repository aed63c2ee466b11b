import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

// N, r and p as OWASP's Password Storage Cheat Sheet recommends for scrypt: 32 MiB a guess.
const parameters = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
const hashBytes = 32

function derive(password: string, salt: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, hashBytes, parameters, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
}

/** `scrypt$<salt>$<hash>`, both in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `scrypt$${salt.toString('base64')}$${Buffer.from(await derive(password, salt)).toString('base64')}`
}

/** Whether a password belongs to a stored hash. Takes as long for a wrong password as for the right one. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, salt, hash] = stored.split('$')
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined) return false
  const derived = await derive(password, Buffer.from(salt, 'base64'))
  const expected = Buffer.from(hash, 'base64')
  return expected.length === derived.length && timingSafeEqual(derived, expected)
}

/** A hash no password belongs to: checked for an unknown account, so that it takes as long as a known one. */
export const nobodysHash = `scrypt$${'A'.repeat(22)}==$${'A'.repeat(43)}=`
