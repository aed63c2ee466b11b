/** Something the demo shop sells. */
export interface Product {
  readonly productId: string
  readonly sku: string
  readonly name: string
  readonly category: string
  /** Shop price with tax, in pence. */
  readonly priceMinor: number
  /** How long one lasts an ordinary household, in days. Undefined: nobody buys it by the clock. */
  readonly rebuyDays: number | undefined
  /** Food is free of value added tax in the United Kingdom, the rest is not. */
  readonly isTaxed: boolean
}

export const shopName = 'Hearth & Furrow'
export const shopCurrency = 'GBP'
export const giftCategory = 'Gifts'
/** Prepaid bundles and luxuries: what people of high value add to a basket. */
export const premiumFromMinor = 2_800

type Row = readonly [name: string, priceMinor: number, rebuyDays?: number]

const shelves: readonly { category: string; code: string; isTaxed: boolean; rows: readonly Row[] }[] = [
  {
    category: 'Coffee & Tea',
    code: 'COF',
    isTaxed: false,
    rows: [
      ['Morning Lane espresso beans 250 g', 875, 14],
      ['Harbour filter coffee 250 g', 825, 14],
      ['Half-caff house blend 250 g', 895, 18],
      ['Single farm Huila beans 250 g', 1150, 16],
      ['Decaf Sugarcane beans 250 g', 925, 18],
      ['English breakfast tea, 80 bags', 540, 30],
      ['Loose Darjeeling 125 g', 980, 42],
      ['Peppermint and liquorice tea, 40 bags', 460, 28],
      ['Cold brew bottle 1 l', 720, 12],
    ],
  },
  {
    category: 'Breakfast',
    code: 'BRK',
    isTaxed: false,
    rows: [
      ['Jumbo rolled oats 1 kg', 345, 21],
      ['Orchard granola 600 g', 695, 18],
      ['Toasted seed muesli 750 g', 740, 21],
      ['Bircher mix 500 g', 585, 16],
      ['Heather honey 340 g', 795, 40],
      ['Seville orange marmalade 340 g', 475, 35],
      ['Crunchy peanut butter 1 kg', 890, 30],
      ['Raspberry jam 340 g', 450, 30],
    ],
  },
  {
    category: 'Dairy',
    code: 'DRY',
    isTaxed: false,
    rows: [
      ['Milk round subscription, one week', 690, 7],
      ['Oat drink barista, case of 6', 1140, 14],
      ['Cultured butter 250 g', 425, 12],
      ['Live yoghurt 1 kg', 480, 8],
      ['Farmhouse cheddar 400 g', 820, 20],
      ['Free range eggs, tray of 15', 560, 10],
      ['Soft goat cheese 150 g', 495, 14],
    ],
  },
  {
    category: 'Pantry',
    code: 'PAN',
    isTaxed: false,
    rows: [
      ['Cold pressed rapeseed oil 500 ml', 695, 35],
      ['Single estate olive oil 750 ml', 1690, 42],
      ['Strong white flour 3 kg', 590, 28],
      ['Sea salt flakes 250 g', 380],
      ['Bronze die pasta 1 kg', 495, 21],
      ['Heritage beans, jar of 700 g', 425, 18],
      ['Plum tomato sauce, case of 6', 1380, 30],
      ['Garden chutney 280 g', 465],
      ['Smoked chilli sauce 150 ml', 550],
      ['Dark chocolate 70 %, bar', 350, 14],
    ],
  },
  {
    category: 'Pets',
    code: 'PET',
    isTaxed: true,
    rows: [
      ['Grain free dog food 6 kg', 3450, 28],
      ['Puppy food 2 kg', 1590, 20],
      ['Cat food pouches, box of 24', 1850, 21],
      ['Senior cat biscuits 1.5 kg', 1240, 28],
      ['Dental chews, pack of 28', 1195, 28],
      ['Wool dog blanket', 4200],
      ['Catnip fish', 650],
    ],
  },
  {
    category: 'Bath & Soap',
    code: 'SOA',
    isTaxed: true,
    rows: [
      ['Lavender soap bar', 495, 24],
      ['Oat and goat milk soap bar', 525, 24],
      ['Rosemary shampoo 500 ml', 1250, 45],
      ['Hand wash refill 1 l', 990, 35],
      ['Kitchen surface spray refill 1 l', 780, 40],
      ['Laundry liquid 3 l', 1480, 45],
      ['Cedar bath salts 500 g', 1150],
      ['Linen face cloths, set of 3', 1400],
    ],
  },
  {
    category: 'Kitchen & Home',
    code: 'HOM',
    isTaxed: true,
    rows: [
      ['Stoneware mug', 1600],
      ['Stoneware serving bowl', 3800],
      ['Linen tea towels, set of 2', 2200],
      ['Linen tablecloth', 7400],
      ['Enamel pie dish', 1900],
      ['Cafetiere for six cups', 3400],
      ['Ash bread board', 4500],
      ['Beeswax wraps, set of 3', 1350],
      ['Soy candle, fig leaf', 2400],
      ['Picnic rug', 5800],
      ['Garden lantern', 2900],
    ],
  },
  {
    category: giftCategory,
    code: 'GFT',
    isTaxed: true,
    rows: [
      ['Christmas hamper, small', 4500],
      ['Christmas hamper, large', 9500],
      ['Breakfast in bed box', 3200],
      ['Coffee lover gift set', 3600],
      ['Cheese and chutney box', 3900],
      ['New home box', 5200],
      ['Dog owner treat box', 2800],
      ['Advent tea calendar', 2600],
      ['Gift card', 2500],
    ],
  },
]

/** Everything the shop sells. Product numbers never change: other systems know a product by them. */
export const catalogue: readonly Product[] = shelves.flatMap((shelf, shelfIndex) =>
  shelf.rows.map(([name, priceMinor, rebuyDays], rowIndex) => ({
    productId: String(8_100_000_000_000 + shelfIndex * 100 + rowIndex + 1),
    sku: `${shelf.code}-${String(rowIndex + 1).padStart(2, '0')}`,
    name,
    category: shelf.category,
    priceMinor,
    rebuyDays,
    isTaxed: shelf.isTaxed,
  })),
)

export const consumables = catalogue.filter((product) => product.rebuyDays !== undefined)
export const gifts = catalogue.filter((product) => product.category === giftCategory)
/** What falls into a basket on a whim. */
export const treats = catalogue.filter(
  (product) => product.rebuyDays === undefined && product.category !== giftCategory,
)
