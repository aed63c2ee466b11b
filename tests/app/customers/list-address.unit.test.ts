import { describe, expect, it } from 'vitest'
import { listAddress, listQuery, parseListView, sortedBy, sorts } from '#app/customers/list-address.ts'
import { customerSorts } from '#shared/contracts/customers.ts'

const view = (search: string) => parseListView(new URLSearchParams(search))

describe('the address of the customers list', () => {
  it('says nothing about what is as usual', () => {
    expect(listAddress(view(''))).toBe('/customers')
  })

  it('holds the whole view', () => {
    const address = '/customers?query=ada+lovelace&sort=revenue&order=asc&segment=At+risk&cursor=abc%3D'
    expect(listAddress(view(address.split('?')[1] ?? ''))).toBe(address)
  })

  it('overlooks what it does not know', () => {
    expect(listAddress(view('sort=password&order=sideways&query=%20%20'))).toBe('/customers')
  })

  it('sorts by a new column from the large end, by name from A, and turns round on the second click', () => {
    const start = view('query=ada&cursor=abc')
    expect(listAddress(sortedBy(start, 'revenue'))).toBe('/customers?query=ada&sort=revenue')
    expect(listAddress(sortedBy(sortedBy(start, 'revenue'), 'revenue'))).toBe(
      '/customers?query=ada&sort=revenue&order=asc',
    )
    expect(listAddress(sortedBy(start, 'displayName'))).toBe(
      '/customers?query=ada&sort=displayName&order=asc',
    )
  })

  it('offers exactly the sorts of the API', () => {
    expect(sorts).toEqual(customerSorts)
  })
})

describe('listQuery', () => {
  it('looks an identifier up exactly and searches everything else', () => {
    expect(listQuery(view('query=email:ada@example.com'))).toMatchObject({
      identifier: 'email:ada@example.com',
    })
    expect(listQuery(view('query=ada: the first'))).toMatchObject({ query: 'ada: the first' })
    expect(listQuery(view(''))).not.toHaveProperty('query')
  })

  it('asks for one segment, and keeps to it while sorting', () => {
    expect(listQuery(view('segment=At+risk'))).toMatchObject({ segment: 'At risk' })
    expect(listQuery(view('segment=%20'))).not.toHaveProperty('segment')
    expect(sortedBy(view('segment=At+risk'), 'revenue')).toMatchObject({ segment: 'At risk' })
  })
})
