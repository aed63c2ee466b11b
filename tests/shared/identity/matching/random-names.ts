import type { RandomSource } from '#shared/kernel/random.ts'
import { drawInt, drawOne } from '#tests/support/drawing.ts'

const firstNames =
  'oliver amelia george isla harry ava noah mia jack grace leo freya arthur lily muhammad emily oscar sophia charlie ella henry poppy theo evie alfie ivy freddie charlotte archie willow joshua florence ethan rosie isaac daisy alexander phoebe joseph alice edward sienna samuel matilda max ruby logan elsie lucas isabelle daniel jessica theodore eva mohammed sofia thomas harper adam layla james erin william maria sebastian zara harrison molly david robyn toby maryam finley aisha john susan michael margaret peter patricia robert linda paul christine mark barbara andrew karen stephen helen richard jane kevin elizabeth anthony julie gary tracey simon angela ian deborah priya raj fatima omar chen wei ana jose lucia pablo ingrid lars sven katarzyna piotr zofia giulia marco'.split(
    ' ',
  )
const lastNames =
  'smith jones williams taylor brown davies evans wilson thomas johnson roberts robinson thompson wright walker white edwards hughes green hall lewis harris clarke patel jackson wood turner martin cooper hill ward morris moore clark lee king baker harrison morgan allen james scott phillips watson davis parker price bennett young griffiths mitchell kelly cook carter richardson bailey collins bell shaw murphy miller cox richards khan marshall anderson simpson ellis adams singh begum wilkinson foster chapman powell webb rogers gray mason ali hunt hussain campbell matthews owen palmer holmes mills barnes knight lloyd butler russell fisher barker stevens jenkins murray dixon harvey graham pearson ahmed fletcher walsh kaur gibson howard nowak kowalski garcia rossi schmidt novak silva nguyen chen tanaka'.split(
    ' ',
  )
const starts =
  'ab ash ban bar bel bor bra cal car col cor dar den dra el far fen gal gor gre had hal har hol kel ken kir lam lan lor mal mar mor nor or pem pen pol quar ram ren ros sal sha sor stan tal tor ul van ver wal win yar zel'.split(
    ' ',
  )
const middles = 'a e i o u an en in er or el ar ow ing all ett and ick'.split(' ')
const ends =
  'ton ley ford well wood worth by ham son field stone man berg ski ova dez etti shaw croft more combe dale ridge lock hurst'.split(
    ' ',
  )

export function drawFirstName(random: RandomSource): string {
  if (random() < 0.12)
    return (
      drawOne(random, starts) +
      drawOne(random, middles) +
      drawOne(random, ['a', 'n', 'ra', 'na', 'el', 'is', 'o'])
    )
  return drawByRank(random, firstNames)
}

/** One name in two is one of the hundred common ones; the others are rare, as in life. */
export function drawLastName(random: RandomSource): string {
  if (random() < 0.5) return drawByRank(random, lastNames)
  return drawOne(random, starts) + drawOne(random, middles) + drawOne(random, ends)
}

/** The nth value is drawn with a chance of about 1 / n, so that a few are common. */
function drawByRank(random: RandomSource, values: readonly string[]): string {
  const rank = Math.floor((values.length + 1) ** random()) - 1
  return values[Math.min(rank, values.length - 1)] ?? ''
}

export interface Town {
  readonly city: string
  readonly postcodes: readonly string[]
  readonly streets: readonly string[]
}

/** Towns of very different size, each with streets and postcodes of its own; a few street names are in every town. */
export function drawTowns(random: RandomSource, townCount: number): Town[] {
  return Array.from({ length: townCount }, (_, index) => {
    const size = Math.max(3, Math.round(60 / (index + 1)))
    const area = `${letter(random)}${letter(random)}${index + 1}`
    const ownStreets = Array.from(
      { length: size * 4 },
      () => `${drawLastName(random)} ${drawOne(random, streetKinds)}`,
    )
    return {
      city: drawOne(random, starts) + drawOne(random, middles) + drawOne(random, ends),
      postcodes: Array.from(
        { length: size * 4 },
        () => `${area}${drawInt(random, 1, 9)}${letter(random)}${letter(random)}`,
      ),
      streets: [...ownStreets, 'high street', 'station road', 'church lane', 'victoria road', 'main street'],
    }
  })
}

const streetKinds = ['street', 'road', 'avenue', 'lane', 'close', 'drive', 'court', 'way']

export function letter(random: RandomSource): string {
  return String.fromCharCode(97 + Math.floor(random() * 26))
}
