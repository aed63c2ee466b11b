import type { RandomSource } from '../kernel/random.ts'
import { namedUuid } from './named-ids.ts'

/** Somebody who buys. All are invented. */
export interface Shopper {
  /** 0 .. {@link shopperCount} - 1; vendors' numbers for the customer are made of it. */
  readonly index: number
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  /** E.164. */
  readonly phone: string
  /** The number they will have once they change it. */
  readonly nextPhone: string
  readonly visitorId: string
  readonly street: string
  readonly city: string
  readonly postalCode: string
}

const firstNames = `
  Agnes Bashir Celia Duncan Elsie Farid Greta Howard Ingrid Jonas Keira Lorcan Mabel Nabil Orla Percy
  Quentin Renata Selwyn Tilda Umar Vera Wilfred Xanthe Yvonne Zeki Adela Bruno Cerys Dinesh Eira Fabian
`
  .trim()
  .split(/\s+/)

const lastNames = `
  Alder Birch Cotterill Drummond Egerton Fairbank Goodall Hazell Inskip Jessop Kirkby Langley Marlow
  Nettleton Ormerod Pickering Quayle Ridgway Sowerby Thackray Underhill Varley Whitcombe Yardley Aziz
  Bakshi Chowdhury Danso Eshun Forde Gebre Hosseini Igwe Jovanovic Kamara Lindqvist Mbeki Nazari Oyama
  Pascal Qureshi Rezaei Siddiqui Teixeira Ustinov Vieira Weiss Xu Yamada Ziegler
`
  .trim()
  .split(/\s+/)

// Ofcom keeps these thousands free of subscribers. Numbers that end in 7 are nobody's in the demo shop.
const phoneRanges = `
  7700900 2079460 1134960 1144960 1154960 1164960 1184960 1214960 1314960 1414960 1514960 1614960
  1914980 2920180 2896496 1632960
`
  .trim()
  .split(/\s+/)
// The same in North America, for those who change their number: 555-0100 to 555-0199 of each area.
const areaCodes = '212 213 214 215 216 217 218 219 312 313 314 315 316 317 318 319'.split(' ')
const phonesPerRange = 100

/** The simulated shop's own number, which is no shopper's. */
export const shopPhone = '+441174960157'

const cities = [
  { name: 'Bristol', postcode: 'BS1' },
  { name: 'Leeds', postcode: 'LS2' },
  { name: 'Cardiff', postcode: 'CF10' },
  { name: 'Norwich', postcode: 'NR3' },
  { name: 'Glasgow', postcode: 'G12' },
] as const

/** So many live in town: each has a name, an e-mail address and a telephone that no other has. */
export const shopperCount = firstNames.length * lastNames.length

/** The shopper of an index, always the same one: whoever is drawn again comes back. */
export function shopperAt(index: number): Shopper {
  const firstName = firstNames[index % firstNames.length] ?? ''
  const lastName = lastNames[Math.floor(index / firstNames.length)] ?? ''
  const range = phoneRanges[Math.floor(index / phonesPerRange)] ?? ''
  const areaCode = areaCodes[Math.floor(index / phonesPerRange)] ?? ''
  const inRange = String(index % phonesPerRange).padStart(2, '0')
  const city = cities[index % cities.length] ?? cities[0]
  return {
    index,
    firstName,
    lastName,
    email: `${firstName}.${lastName}@simulated.example`.toLowerCase(),
    phone: `+44${range}${inRange}7`,
    nextPhone: `+1${areaCode}55501${inRange}`,
    visitorId: namedUuid(`visitor:${index}`),
    street: `${1 + (index % 90)} ${lastNames[(index * 7) % lastNames.length]} Street`,
    city: city.name,
    postalCode: `${city.postcode} ${1 + (index % 9)}AA`,
  }
}

export function drawShopper(random: RandomSource): Shopper {
  return shopperAt(Math.floor(random() * shopperCount))
}
