import type { MergeView, ReviewView } from '#shared/contracts/identity.ts'
import { plainName } from '#shared/kernel/plain-text.ts'
import type { Tone } from '../components/badge.tsx'

interface Wording {
  /** Two or three words for a table. */
  readonly name: string
  /** A sentence for whoever wants to know. */
  readonly sentence: string
}

/** Why two customers became one. */
export const mergeRules: Record<MergeView['rule'], Wording> = {
  'shared-identifiers': {
    name: 'Same identifiers',
    sentence: 'One event carried identifiers of both.',
  },
  'source-statement': {
    name: 'A source said so',
    sentence: 'A shop system or an app said that they are the same person.',
  },
  person: { name: 'Decided by a person', sentence: 'Somebody compared the two and merged them.' },
  matcher: {
    name: 'Strong match',
    sentence: 'They share no identifier, but names, addresses and contact details agree strongly enough.',
  },
  'split-undone': {
    name: 'Split taken back',
    sentence: 'Identifiers that had been taken out were put back.',
  },
}

/** Why a person is asked. */
export const reviewReasons: Record<ReviewView['reason'], Wording> = {
  'too-many-customers': {
    name: 'Too many at once',
    sentence: 'One event carries identifiers of more customers than Patron merges without asking.',
  },
  'shared-device': {
    name: 'Shared device',
    sentence:
      'Each has a phone or an e-mail of their own, and only a device or a browser in common. They may be two people who use one device.',
  },
  'identifier-limit': {
    name: 'Too many identifiers',
    sentence:
      'Something ties them together, but as one customer they would have more identifiers of a kind than one person has.',
  },
  'source-says-same': {
    name: 'A source disagrees',
    sentence: 'A source says that they are the same person, but somebody decided before to keep them apart.',
  },
  'shared-identifier': {
    name: 'Shared identifier',
    sentence:
      'An identifier kept tying different people together, so it names nobody any more. This customer may hold more than one person.',
  },
  match: {
    name: 'Looks like one person',
    sentence: 'They share no identifier, but names, addresses or contact details agree.',
  },
}

/** How a review stands. */
export const reviewStatuses: Record<ReviewView['status'], { label: string; tone: Tone }> = {
  open: { label: 'Open', tone: 'warn' },
  merged: { label: 'Merged', tone: 'good' },
  'kept-apart': { label: 'Kept apart', tone: 'info' },
  split: { label: 'Split', tone: 'info' },
  'not-shared': { label: 'Not shared', tone: 'info' },
  withdrawn: { label: 'Withdrawn', tone: 'plain' },
}

const actNames: Record<string, string> = {
  opened: 'Opened',
  assigned: 'Assigned',
  merged: 'Merged',
  'kept-apart': 'Kept apart',
  split: 'Split',
  'not-shared': 'Said not to be shared',
  withdrawn: 'Withdrawn',
}

/** What was done with a review. */
export function reviewAct(act: string): string {
  return actNames[act] ?? plainName(act)
}

const actors: Record<string, string> = { rules: 'the rules', matcher: 'the matcher' }

/** Who did it: a person by e-mail, or a part of Patron. */
export function reviewActor(by: string): string {
  return actors[by] ?? by
}

const graphRules: Record<string, string> = {
  'new-customer': 'First event of the customer',
  'known-customer': 'Came with another identifier of the customer',
  split: 'Put there by a person',
}

/** The rule behind an edge of the identity graph. */
export function edgeRule(rule: string): string {
  const merge = Object.entries(mergeRules).find(([name]) => name === rule)
  return merge?.[1].name ?? graphRules[rule] ?? plainName(rule)
}

const matchLevels: Record<string, string> = {
  same: 'The same',
  swapped: 'Swapped',
  nickname: 'Short form of it',
  close: 'Nearly the same',
  similar: 'Similar',
  initial: 'Same first letter',
  part: 'One contains the other',
  partial: 'Partly the same',
  sameMailbox: 'Same mailbox',
  sameName: 'Same name, other provider',
  sameEnding: 'Same last digits',
  sameArea: 'Same area',
  sameTown: 'Same area and town',
  closeNumber: 'Nearly the same number',
  inEmail: 'In the address of the other',
  initialInEmail: 'First letter in the address of the other',
  notInEmail: 'Not in the address of the other',
  different: 'Different',
  missing: 'Missing on one side',
}

/** How one field of two customers compares, as the matcher found it. */
export function matchLevel(level: string): string {
  return matchLevels[level] ?? plainName(level)
}
