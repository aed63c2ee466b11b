import { describe, expect, it } from 'vitest'
import { phonesOfRow } from '#queues/jobs/rebuild/phones-of-row.ts'
import { normalisePhone } from '#shared/identity/normalise-phone.ts'
import { importedPhone } from '#shared/imports/kinds/imported-phone.ts'
import { rejectLine } from '#shared/imports/reject-file.ts'
import { rowReject } from '#shared/imports/row-reject.ts'

const keysOf = (row: string, shopCountry: string) =>
  Array.from(phonesOfRow(row, { defaultCountry: shopCountry }), ([key]) => key)

const countries = ['Deutschland', 'GB', 'United States', 'Côte d’Ivoire', 'IN', 'FRA', '']
const written = [
  '030 901820',
  '07700 900123',
  '0049 30 901820',
  '4930901820',
  '447700900123',
  '+33 1 42 68 53 00',
  '\uff0b33 1 42 68 53 00',
  '9876501234',
  '(212) 555-2368',
]

describe('phonesOfRow', () => {
  it.each(['GB', 'US', 'DE', 'IN', 'FR'])('tells each phone that an import to a shop in %s reads', (shop) => {
    let phoneCount = 0
    for (const phone of written) {
      for (const country of countries) {
        for (const delimiter of [',', ';', '\t']) {
          const cells = ['Lise', `"${phone}"`, country, 'yes', '31.02.2026']
          const reject = rowReject(
            'unknown-date',
            { lineNumber: 2, record: cells.join(delimiter) },
            'birthday',
            '31.02.2026',
          )
          const imported = normalisePhone(importedPhone({ phone, country }, shop) ?? '', shop)
          if (imported === undefined) continue
          phoneCount += 1
          expect(keysOf(rejectLine(reject, delimiter), shop)).toContain(`phone:${imported}`)
        }
      }
    }
    expect(phoneCount).toBeGreaterThan(100)
  })

  it('tells how a phone is written, to find it by', () => {
    const row = 'Lise,030 901820,Deutschland'
    expect([...phonesOfRow(row, { defaultCountry: 'GB' })]).toContainEqual([
      'phone:+4930901820',
      '030 901820',
    ])
  })

  it('reads a country in quotes, and one that stands there with other cells', () => {
    expect(keysOf('"030 901820","Germany"', 'GB')).toContain('phone:+4930901820')
    expect(keysOf('"Lise;030 901820;Germany"', 'GB')).toContain('phone:+4930901820')
    expect(keysOf('["Lise","030 901820"],["Ada","Germany"]', 'GB')).toContain('phone:+4930901820')
  })

  it('tells none of the shop itself, nor where there is none', () => {
    const policy = { defaultCountry: 'GB', ownPhones: new Set(['+4930901820']) }
    expect([...phonesOfRow('030 901820,Germany', policy)].map(([key]) => key)).not.toContain(
      'phone:+4930901820',
    )
    expect(keysOf('Lise,Germany,unknown', 'GB')).toEqual([])
  })
})
