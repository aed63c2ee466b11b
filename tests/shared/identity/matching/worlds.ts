import type { World } from './random-people.ts'

/** Thresholds and start values were chosen with seeds 1 to 3; these are for the tests and the benchmark alone. */
export const heldOutSeeds = [201, 202, 203] as const

/** A retailer: families, shared telephones, people who move and marry, half of the birth dates unknown. */
export const shop: World = {
  personCount: 4_000,
  townCount: 40,
  duplicateCounts: [0, 0, 0, 0, 0, 0, 0, 1, 1, 2],
  familyChance: 0.3,
  twinChance: 0.04,
  has: {
    firstName: 0.96,
    lastName: 0.95,
    birthDate: 0.5,
    email: 0.85,
    phone: 0.75,
    street: 0.75,
    postcode: 0.8,
    city: 0.85,
  },
  slipChance: 0.08,
  swapChance: 0.02,
  moveChance: 0.12,
  marriageChance: 0.03,
  nicknameChance: 0.08,
  otherEmailChance: 0.35,
  otherPhoneChance: 0.25,
  shopPhoneChance: 0.01,
}

/** A register of names, addresses and birth dates, its copies full of slips: no e-mail, no telephone. */
export const register: World = {
  personCount: 2_000,
  townCount: 60,
  duplicateCounts: [0, 0, 0, 1, 1, 2],
  familyChance: 0,
  twinChance: 0,
  has: {
    firstName: 0.97,
    lastName: 0.98,
    birthDate: 0.94,
    email: 0,
    phone: 0,
    street: 0.96,
    postcode: 0.99,
    city: 0.98,
  },
  slipChance: 0.25,
  swapChance: 0.06,
  moveChance: 0.02,
  marriageChance: 0,
  nicknameChance: 0.02,
  otherEmailChance: 0,
  otherPhoneChance: 0,
  shopPhoneChance: 0,
}

/** A small list with many records of each person, much of it missing or wrong: name, birth date, town, e-mail. */
export const contacts: World = {
  personCount: 250,
  townCount: 20,
  duplicateCounts: [0, 1, 2, 3, 4, 5, 6],
  familyChance: 0,
  twinChance: 0,
  has: {
    firstName: 0.83,
    lastName: 0.83,
    birthDate: 0.99,
    email: 0.8,
    phone: 0,
    street: 0,
    postcode: 0,
    city: 0.8,
  },
  slipChance: 0.25,
  swapChance: 0.1,
  moveChance: 0.05,
  marriageChance: 0.02,
  nicknameChance: 0,
  otherEmailChance: 0.1,
  otherPhoneChance: 0,
  shopPhoneChance: 0,
}

/** A mailing list: a name and an e-mail, nothing else. */
export const mailingList: World = {
  ...shop,
  personCount: 3_000,
  has: { firstName: 0.98, lastName: 0.95, birthDate: 0, email: 1, phone: 0, street: 0, postcode: 0, city: 0 },
  otherEmailChance: 0.1,
}

/** Names and addresses only, with families. */
export const addressBook: World = {
  ...shop,
  personCount: 3_000,
  has: {
    firstName: 0.98,
    lastName: 0.98,
    birthDate: 0.9,
    email: 0,
    phone: 0,
    street: 0.9,
    postcode: 0.95,
    city: 0.95,
  },
  slipChance: 0.12,
}

/** What is left for the matcher after exact identifiers did their work: no record shares an e-mail or telephone with another of its person. */
export const leftovers: World = { ...shop, otherEmailChance: 1, otherPhoneChance: 1 }
