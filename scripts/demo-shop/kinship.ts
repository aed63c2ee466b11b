import type { RandomSource } from '#shared/kernel/random.ts'
import { drawOne, drawWhole } from './draw.ts'

/** What two people have to do with each other who come one after the other in the list of people. */
export const kinships = {
  /** Of one household, at one browser. */
  couple: { sharesName: false, sharesHome: true },
  /** An account each, both with the e-mail address of the first. */
  'family-account': { sharesName: false, sharesHome: true },
  /** The three that may be taken for one person and are two: they share no identifier. */
  twins: { sharesName: false, sharesHome: true },
  /** One is named after the other. */
  'parent-and-child': { sharesName: true, sharesHome: true },
  /** Same name, same town, nothing else. */
  namesakes: { sharesName: true, sharesHome: false },
} as const satisfies Record<string, { sharesName: boolean; sharesHome: boolean }>
export type Kinship = keyof typeof kinships

const lookAlikes = ['twins', 'parent-and-child', 'namesakes'] as const
export type LookAlikes = (typeof lookAlikes)[number]

/** One in a hundred people share the browser of the person before them, so two in a hundred share one. */
const coupleStep = 100
const familyAccountStep = 750
const lookAlikeStep = 250

/** What the person of that number has to do with the one before. Nobody has kin on both sides. */
export function kinshipOf(number: number): Kinship | undefined {
  if (number % coupleStep === 0) return 'couple'
  if (number % familyAccountStep === 332) return 'family-account'
  if (number % lookAlikeStep === 121)
    return lookAlikes[Math.floor(number / lookAlikeStep) % lookAlikes.length]
  return undefined
}

/** The kinship that the person of that number is part of, as the first or the second of the two. */
export function kinshipAround(number: number): Kinship | undefined {
  return kinshipOf(number) ?? kinshipOf(number + 1)
}

export function areLookAlikes(kinship: Kinship | undefined): kinship is LookAlikes {
  return lookAlikes.some((one) => one === kinship)
}

const earliestBirthYear = 1946
const latestBirthYear = 2004
const latestParentBirthYear = 1972

/** A birthday, `YYYY-MM-DD`, of somebody who has that kinship to the one who was born on `other`. */
export function drawBirthday(
  kinship: Kinship | undefined,
  other: string | undefined,
  random: RandomSource,
): string {
  if (kinship === 'twins' && other !== undefined) return other
  const isGenerationApart = kinship === 'parent-and-child' && other !== undefined
  const otherYear = Number(other?.slice(0, 4))
  const year = isGenerationApart
    ? otherYear + drawWhole(23, 35, random) * (otherYear <= latestParentBirthYear ? 1 : -1)
    : drawWhole(earliestBirthYear, latestBirthYear, random)
  return `${year}-${twoDigits(drawWhole(1, 12, random))}-${twoDigits(drawWhole(1, 28, random))}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** A given name that is not the other's. */
export function drawOtherName(names: readonly string[], other: string, random: RandomSource): string {
  return drawOne(
    names.filter((name) => name !== other),
    random,
  )
}
