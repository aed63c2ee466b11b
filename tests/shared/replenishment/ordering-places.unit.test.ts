import { expect, it } from 'vitest'
import { orderingPlaces } from '#shared/replenishment/ordering-places.ts'

const stock = (counts: Record<string, number>) => new Map(Object.entries(counts))
const place = (
  storeId: string,
  demandOf: string | null,
  onHandQuantity: number | null,
  inboundTo: string[] | null,
) => ({ storeId, demandOf, onHandQuantity, inboundTo })

it.each([
  {
    name: 'a place with its own count, and goods for any place are for it',
    demand: ['leeds'],
    stock: { leeds: 4 },
    places: [place('leeds', 'leeds', 4, null)],
  },
  {
    name: 'each place with its own count; stock where nothing is sold is nobody’s',
    demand: ['', 'leeds'],
    stock: { '': 9, leeds: 4, depot: 100 },
    places: [place('', '', 9, ['']), place('leeds', 'leeds', 4, ['leeds'])],
  },
  {
    name: 'nothing was counted anywhere',
    demand: ['', 'leeds'],
    stock: {},
    places: [place('', '', null, ['']), place('leeds', 'leeds', null, ['leeds'])],
  },
  {
    name: 'a web shop that sells from its one warehouse',
    demand: [''],
    stock: { depot: 40 },
    places: [place('depot', '', 40, null)],
  },
  {
    name: 'a web shop that sells from two warehouses',
    demand: [''],
    stock: { north: 40, south: -2 },
    places: [place('', '', 38, null)],
  },
  {
    name: 'a store with its own count beside a web shop with a warehouse',
    demand: ['', 'leeds'],
    stock: { leeds: 4, depot: 40 },
    places: [place('leeds', 'leeds', 4, ['leeds']), place('depot', '', 40, ['depot', ''])],
  },
  {
    name: 'a store without its own count beside a web shop with one, and a warehouse: goods to no place are the web shop’s',
    demand: ['', 'leeds'],
    stock: { '': 7, depot: 40 },
    places: [place('', '', 7, ['']), place('depot', 'leeds', 40, ['depot', 'leeds'])],
  },
  {
    name: 'a web shop that sells what the one store has',
    demand: ['', 'leeds'],
    stock: { leeds: 4 },
    places: [place('leeds', null, 4, null)],
  },
  {
    name: 'two stores of which only the shop as a whole was counted',
    demand: ['leeds', 'york'],
    stock: { '': 30 },
    places: [place('', null, 30, null)],
  },
  {
    name: 'a web shop that sells what two stores have',
    demand: ['', 'leeds', 'york'],
    stock: { leeds: 4, york: 5 },
    places: [place('', null, 9, null)],
  },
])('$name', ({ demand, stock: counts, places }) => {
  expect(orderingPlaces(demand, stock(counts as unknown as Record<string, number>))).toEqual(places)
})
