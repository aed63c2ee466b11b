import { describe, expect, it } from 'vitest'
import {
  auditAddress,
  auditFileAddress,
  auditQuery,
  isNarrowed,
  parseAuditView,
} from '#app/audit/audit-view.ts'

const parse = (search: string) => parseAuditView(new URLSearchParams(search))

describe('the view of the audit log', () => {
  it('is the same again from its own address', () => {
    const search =
      'actor=user%3Aada%40example.com&operation=undoMerge&subject=cus_1&from=2026-11-01&to=2026-11-02'
    expect(auditAddress(parse(search))).toBe(`/settings/audit?${search}`)
    expect(auditAddress(parse(''))).toBe('/settings/audit')
  })

  it('asks for whole days, the last one included, up to the first moment of the next', () => {
    expect(auditQuery(parse('from=2026-02-28&to=2026-02-28'))).toMatchObject({
      from: '2026-02-28T00:00:00.000Z',
      to: '2026-03-01T00:00:00.000Z',
    })
  })

  it('takes what is no day as if it were not there', () => {
    for (const day of ['2026-02-30', 'yesterday', '2026-11-21T10:00:00Z', '1']) {
      const view = parse(`from=${day}`)
      expect(view.fromDay, day).toBe('')
      expect(isNarrowed(view), day).toBe(false)
    }
  })

  it('leads to the file of all that it narrows to, not of one page', () => {
    expect(auditFileAddress(parse('operation=getCustomer&cursor=abc'))).toBe(
      '/v1/audit/export.csv?operation=getCustomer',
    )
  })
})
