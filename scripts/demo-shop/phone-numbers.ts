import type { RandomSource } from '#shared/kernel/random.ts'
import { drawSome } from './draw.ts'

// Ofcom keeps these thousands free of subscribers, for use in film and broadcast. The first is mobile.
const fictionalRanges: readonly string[] = `
  7700900 2079460 1134960 1144960 1154960 1164960 1174960 1184960 1214960 1314960 1414960 1514960
  1614960 1914980 2920180 2896496 1632960
`
  .trim()
  .split(/\s+/)
  .map((range) => `+44${range}`)

// Numbers that end in 7 belong to nobody, so that a slip of the finger seldom reaches another customer.
const lastDigits = [0, 1, 2, 3, 4, 5, 6, 8, 9]
const perRange = 100 * lastDigits.length

/** How many of the fictional numbers are mobile: {@link fictionalPhone} gives them out first. */
export const mobilePhoneCount = perRange

/** How many people can have a number of their own. */
export const fictionalPhoneCount = perRange * fictionalRanges.length

/** The n-th number (0 .. {@link fictionalPhoneCount} - 1) that no real subscriber has, as E.164; all are different. */
export function fictionalPhone(index: number): string {
  const range = fictionalRanges[Math.floor(index / perRange)]
  const lastDigit = lastDigits[index % lastDigits.length]
  if (range === undefined || lastDigit === undefined)
    throw new RangeError(`there is no fictional number ${index}`)
  return `${range}${String(Math.floor((index % perRange) / lastDigits.length)).padStart(2, '0')}${lastDigit}`
}

/** The shop's own number. It ends in 7, so it is nobody's. */
export const shopPhone = '+441174960147'

/** The number as a British customer writes it: "07700 900123". */
export function nationalPhone(phone: string): string {
  const national = `0${phone.slice(3)}`
  return `${national.slice(0, 5)} ${national.slice(5)}`
}

/**
 * The number with one of its last three digits wrong, still fictional and not in `taken`, to which it is added.
 * Undefined when every such slip gives a number in use.
 */
export function mistypePhone(phone: string, taken: Set<string>, random: RandomSource): string | undefined {
  const slips = [1, 2, 3].flatMap((fromEnd) =>
    Array.from({ length: 10 }, (_, digit) => {
      const at = phone.length - fromEnd
      return `${phone.slice(0, at)}${digit}${phone.slice(at + 1)}`
    }),
  )
  const [slip] = drawSome(
    slips.filter((candidate) => !taken.has(candidate)),
    1,
    random,
  )
  if (slip !== undefined) taken.add(slip)
  return slip
}
