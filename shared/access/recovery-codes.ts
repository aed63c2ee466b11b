const alphabet = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford base 32: no i, l, o, u
const codeLength = 10

/** How many an account gets. */
export const recoveryCodeCount = 10
/** Bytes of chance they are made of. */
export const recoveryCodeBytes = recoveryCodeCount * codeLength

/** Codes of 50 bits each, such as `7d3kq-0xm4z`. */
export function recoveryCodes(chance: Uint8Array): string[] {
  return Array.from({ length: recoveryCodeCount }, (_, index) => {
    const bytes = chance.subarray(index * codeLength, (index + 1) * codeLength)
    const text = [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('')
    return `${text.slice(0, 5)}-${text.slice(5)}`
  })
}

/** A code as it is hashed, however it was typed: Crockford reads i and l as 1, o as 0. */
export function plainRecoveryCode(typed: string): string {
  return typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll(/[il]/g, '1').replaceAll('o', '0')
}
