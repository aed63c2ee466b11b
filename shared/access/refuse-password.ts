import { isCommonPassword } from './leaked-passwords.ts'

/** Whose password it would be. */
export interface PasswordOwner {
  readonly email: string
  readonly displayName: string
  readonly tenantName: string
}

export const shortestPassword = 12
export const longestPassword = 1024

/**
 * Why a password must not be taken, as the end of a sentence that begins with "It"; undefined when it may. Length and
 * what everybody would try first, as NIST SP 800-63B asks; no rules about kinds of characters.
 */
export function refusePassword(password: string, owner: PasswordOwner): string | undefined {
  const plain = password.normalize('NFKC').toLowerCase()
  if ([...plain].length < shortestPassword) return `must have ${shortestPassword} characters or more`
  if (password.length > longestPassword) return `must have ${longestPassword} characters or less`
  if (isCommon(plain)) return 'is one of those that are tried first'
  const own = ownWords(owner).find((word) => plain.includes(word))
  return own === undefined ? undefined : `must not contain "${own}", which everybody knows`
}

/** A common one, also with digits and signs around it, or the same few characters again and again, or a run. */
function isCommon(plain: string): boolean {
  const letters = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return (
    isCommonPassword(plain) ||
    (letters !== '' && plain.length - letters.length <= 8 && isCommonPassword(letters)) ||
    /^(.{1,6})\1+(?:.{0,2})$/su.test(plain) ||
    isRepeatedWord(plain) ||
    isRun(plain)
  )
}

/** `passwordpassword`. */
function isRepeatedWord(plain: string): boolean {
  const [, word = ''] = /^(.{7,64}?)\1+$/su.exec(plain) ?? []
  return isCommonPassword(word)
}

/** `123456789012`, `abcdefghijklm`, and backwards: each character next to the one before it. */
function isRun(plain: string): boolean {
  const steps = [...plain].slice(1).map((character, index) => {
    return (character.codePointAt(0) ?? 0) - (plain.codePointAt(index) ?? 0)
  })
  const isStep = (step: number, by: number) => step === by || step === -9 * by
  return steps.every((step) => isStep(step, 1)) || steps.every((step) => isStep(step, -1))
}

function ownWords({ email, displayName, tenantName }: PasswordOwner): string[] {
  const [local = '', domain = ''] = email.toLowerCase().split('@')
  const words = [local, domain.split('.')[0] ?? '', displayName, tenantName]
  return words
    .flatMap((text) => {
      const plain = text.normalize('NFKC').toLowerCase()
      return [plain, plain.replaceAll(/[^\p{L}\p{N}]/gu, '')]
    })
    .filter((word) => word.length >= 4)
}
