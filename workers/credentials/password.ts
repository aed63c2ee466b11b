import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** What a guess costs, in scrypt's own terms: 128 times N times r bytes of memory, p times over. */
export interface HashCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

// As OWASP's Password Storage Cheat Sheet recommends for scrypt: 32 MiB a guess. It is what hashes cost that do not say it: before it is raised,
// those have to say it.
const usualCost: HashCost = { N: 2 ** 15, r: 8, p: 3 }
const maxmem = 64 * 1024 * 1024
const hashBytes = 32

function derive(password: string, salt: Uint8Array, cost: HashCost): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, hashBytes, { ...cost, maxmem }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
}

/**
 * `scrypt$<salt>$<hash>`, both in base64; behind `scrypt$` stands `<N>,<r>,<p>$` where it cost something else than usual. Releases
 * that know the usual cost alone read the short form, so a rollback to one of them locks nobody out.
 */
export async function hashPassword(password: string, cost: HashCost = usualCost): Promise<string> {
  const salt = randomBytes(16)
  const hash = Buffer.from(await derive(password, salt, cost))
  const isUsual = cost.N === usualCost.N && cost.r === usualCost.r && cost.p === usualCost.p
  const told = isUsual ? '' : `${cost.N},${cost.r},${cost.p}$`
  return `scrypt$${told}${salt.toString('base64')}$${hash.toString('base64')}`
}

const storedHash = /^scrypt\$(?:(\d+),(\d+),(\d+)\$)?([^$]+)\$([^$]+)$/

/** Whether a password belongs to a stored hash. Takes as long for a wrong password as for the right one. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [, N, r, p, salt, hash] = storedHash.exec(stored) ?? []
  if (salt === undefined || hash === undefined) return false
  const cost = N === undefined ? usualCost : { N: Number(N), r: Number(r), p: Number(p) }
  const derived = await derive(password, Buffer.from(salt, 'base64'), cost)
  const expected = Buffer.from(hash, 'base64')
  return expected.length === derived.length && timingSafeEqual(derived, expected)
}

/** A hash no password belongs to: checked for an unknown account, so that it takes as long as a known one. */
export const nobodysHash = `scrypt$${'A'.repeat(22)}==$${'A'.repeat(43)}=`
