import { proposePairs } from '#shared/identity/matching/propose-pairs.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import {
  exactPairs,
  type MatchQuality,
  matchQuality,
  pairsOfClusters,
} from '#tests/shared/identity/matching/match-quality.ts'
import { randomPeople, type World } from '#tests/shared/identity/matching/random-people.ts'
import {
  addressBook,
  contacts,
  heldOutSeeds,
  leftovers,
  mailingList,
  register,
  shop,
} from '#tests/shared/identity/matching/worlds.ts'
import { atLeast, type Figure } from '../figures/figure.ts'

const worlds: readonly (readonly [string, World])[] = [
  ['a shop', shop],
  ['a register of names, addresses and birth dates', register],
  ['contacts with many records each', contacts],
  ['names and addresses with families', addressBook],
  ['names and e-mails alone', mailingList],
  ['a shop without exact identifiers', leftovers],
]

/** How right the proposals of the matcher are on made-up people, and how many a person has to look at. */
export async function matcherQuality(): Promise<Figure[]> {
  return [...worlds.flatMap(([name, world]) => figuresOf(name, world)), speed()]
}

function figuresOf(name: string, world: World): Figure[] {
  const measured = heldOutSeeds.map((seed) => {
    const labelled = randomPeople(seededRandom(seed), world)
    const { clusters, links } = proposePairs(labelled.records, seededRandom(1))
    return {
      found: matchQuality(pairsOfClusters(clusters), labelled),
      plain: matchQuality(exactPairs(labelled.records), labelled),
      linksPerThousand: (links.length / labelled.records.length) * 1_000,
    }
  })
  const mean = (figureOf: (each: (typeof measured)[number]) => number) =>
    measured.reduce((sum, each) => sum + figureOf(each), 0) / measured.length
  const figure = (what: 'precision' | 'recall', goal: number): Figure => {
    const percent = (quality: (each: (typeof measured)[number]) => MatchQuality) =>
      100 * mean((each) => quality(each)[what])
    const value = percent(({ found }) => found)
    return {
      name: `matcher, ${name}: ${what}`,
      measured: { value, unit: '%' },
      baseline: {
        value: percent(({ plain }) => plain),
        unit: '%',
        name: 'the same e-mail, telephone or name and birth date',
      },
      goal: atLeast(value, goal, `>= ${goal} %`),
      ...(what === 'recall' && {
        note: `${Math.round(mean(({ linksPerThousand }) => linksPerThousand))} pairs to look at for 1,000 customers.`,
      }),
    }
  }
  return [figure('precision', 98), figure('recall', 90)]
}

/** A larger shop from the records to the proposals, on one thread. */
function speed(): Figure {
  const { records } = randomPeople(seededRandom(1), { ...shop, personCount: 20_000, townCount: 90 })
  const startedMs = performance.now()
  proposePairs(records, seededRandom(1))
  return {
    name: `matcher: ${records.length.toLocaleString('en-GB')} customers, all steps`,
    measured: { value: (performance.now() - startedMs) / 1_000, unit: 's' },
  }
}
