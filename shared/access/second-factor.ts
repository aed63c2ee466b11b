import { Secret, TOTP } from 'otpauth'
import { secondMs } from '../kernel/time.ts'

// RFC 6238 with the values that all authenticators know.
const digits = 6
const periodSeconds = 30
/** Clocks differ: a code of the step before or after is taken as well. */
const window = 1

/** Bytes of chance in a secret: the length of SHA-1, as RFC 4226 recommends. */
export const totpSecretBytes = 20

/** A secret in base 32, as authenticators take it. */
export function totpSecret(chance: Uint8Array<ArrayBuffer>): string {
  return new Secret({ buffer: chance.slice().buffer }).base32
}

/** The secret as an address that an authenticator reads from a QR code. */
export function totpUri(secret: string, email: string, issuer: string): string {
  return generator(secret, email, issuer).toString()
}

/**
 * The time step that a code belongs to; undefined when it is none of the three around now, or one that was taken before
 * (RFC 6238, 5.2: each is good once). `lastStep`: the step of the last code that was taken.
 */
export function totpStepOf(
  secret: string,
  code: string,
  nowMs: number,
  lastStep: number | null,
): number | undefined {
  const distance = generator(secret).validate({ token: code, timestamp: nowMs, window })
  if (distance === null) return undefined
  const step = Math.floor(nowMs / (periodSeconds * secondMs)) + distance
  return lastStep === null || step > lastStep ? step : undefined
}

function generator(secret: string, label = '', issuer = ''): TOTP {
  return new TOTP({
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits,
    period: periodSeconds,
    label,
    issuer,
  })
}
