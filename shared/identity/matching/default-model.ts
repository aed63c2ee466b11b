import type { MatchField } from './field-levels.ts'
import type { FieldDistributions, PairClass } from './match-model.ts'

/**
 * What is assumed before any data is seen: round figures for retail customers, of the size that published linkages of
 * people report (names and birth dates of one person agree in 80 to 95 of 100 pairs). The estimation starts from them
 * and leans on them while it has little data. The chances of strangers only matter when there are hardly any pairs.
 */
export const defaultLevels: Readonly<Record<MatchField, FieldDistributions>> = {
  // same, nickname, close, similar, initial, different
  firstName: {
    linked: [0.805, 0.04, 0.08, 0.03, 0.02, 0.025],
    housemates: [0.01, 0.003, 0.01, 0.04, 0.02, 0.917],
    unlinked: [0.01, 0.002, 0.01, 0.03, 0.02, 0.928],
  },
  // same, part, close, similar, different
  lastName: {
    linked: [0.8, 0.02, 0.09, 0.03, 0.06],
    housemates: [0.7, 0.02, 0.04, 0.01, 0.23],
    unlinked: [0.004, 0.001, 0.005, 0.03, 0.96],
  },
  // same, swapped, close, partial, different; the same birth date under one roof means twins
  birthDate: {
    linked: [0.88, 0.015, 0.05, 0.025, 0.03],
    housemates: [0.03, 0.001, 0.004, 0.05, 0.915],
    unlinked: [0.0001, 0.0001, 0.001, 0.04, 0.9588],
  },
  // same, sameMailbox, close, sameName, different; people have several addresses
  email: {
    linked: [0.5, 0.03, 0.07, 0.1, 0.3],
    housemates: [0.12, 0.005, 0.01, 0.015, 0.85],
    unlinked: [0.00002, 0.00001, 0.0005, 0.0005, 0.99897],
  },
  // same, sameEnding, close, different
  phone: {
    linked: [0.55, 0.03, 0.05, 0.37],
    housemates: [0.4, 0.01, 0.01, 0.58],
    unlinked: [0.00005, 0.00005, 0.0001, 0.9998],
  },
  // same, similar, closeNumber, different
  street: {
    linked: [0.75, 0.14, 0.01, 0.1],
    housemates: [0.75, 0.14, 0.01, 0.1],
    unlinked: [0.0005, 0.001, 0.0005, 0.998],
  },
  // same, close, sameTown, sameArea, different
  postcode: {
    linked: [0.87, 0.06, 0.02, 0.01, 0.04],
    housemates: [0.87, 0.06, 0.02, 0.01, 0.04],
    unlinked: [0.005, 0.01, 0.025, 0.01, 0.95],
  },
  // same, close, different
  city: {
    linked: [0.85, 0.07, 0.08],
    housemates: [0.85, 0.07, 0.08],
    unlinked: [0.05, 0.01, 0.94],
  },
  // inEmail, initialInEmail, notInEmail; many mailboxes are called after their owner
  firstNameInEmail: {
    linked: [0.45, 0.2, 0.35],
    housemates: [0.06, 0.04, 0.9],
    unlinked: [0.01, 0.02, 0.97],
  },
  // inEmail, notInEmail
  lastNameInEmail: {
    linked: [0.6, 0.4],
    housemates: [0.45, 0.55],
    unlinked: [0.006, 0.994],
  },
  // inEmail, notInEmail; another year may be that of a wedding or a child
  birthYearInEmail: {
    linked: [0.7, 0.3],
    housemates: [0.04, 0.96],
    unlinked: [0.02, 0.98],
  },
}

/** Pairs of each class for every record, before any data is seen: one customer in twenty is there twice. */
export const defaultPairsPerRecord: Readonly<Record<Exclude<PairClass, 'strangers'>, number>> = {
  samePerson: 0.04,
  samePersonMoved: 0.01,
  samePlace: 0.05,
}
