import type { RandomSource } from '#shared/kernel/random.ts'
import { drawOne } from './draw.ts'

// Names reserved for examples (RFC 2606, RFC 6761): no letter to them ever arrives anywhere.
const domains = ['example.com', 'example.org', 'example.net', 'mail.example', 'post.example', 'inbox.example']

/** An address made from a name that nobody in `taken` has yet; it is added there. */
export function drawEmail(
  firstName: string,
  lastName: string,
  taken: Set<string>,
  random: RandomSource,
): string {
  const first = firstName.toLowerCase()
  const last = lastName.toLowerCase()
  const local = drawOne(
    [`${first}.${last}`, `${first}${last}`, `${first[0]}.${last}`, `${last}.${first}`],
    random,
  )
  const domain = drawOne(domains, random)
  for (let number = 1; ; number += 1) {
    const email = `${local}${number === 1 ? '' : number}@${domain}`
    if (!taken.has(email)) {
      taken.add(email)
      return email
    }
  }
}

/**
 * The address with two neighbouring letters of its first half swapped, not in `taken`, to which it is added.
 * Undefined when no swap gives a new address.
 */
export function mistypeEmail(email: string, taken: Set<string>, random: RandomSource): string | undefined {
  const at = email.indexOf('@')
  const swaps = Array.from({ length: at - 1 }, (_, index) => {
    return `${email.slice(0, index)}${email[index + 1]}${email[index]}${email.slice(index + 2)}`
  }).filter((swap) => /^[a-z]/.test(swap) && !swap.includes('.@') && !taken.has(swap))
  if (swaps.length === 0) return undefined
  const swap = drawOne(swaps, random)
  taken.add(swap)
  return swap
}
