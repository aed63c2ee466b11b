import { describe, expect, it } from 'vitest'
import {
  createConnectionSchema,
  rotateSecretSchema,
  updateConnectionSchema,
} from '#shared/contracts/connections.ts'

describe('what is pasted into a connection', () => {
  it('is taken without the line end that came along', () => {
    const credentials = { accessToken: ' shpat_1234\r\n', clientSecret: '\tabc ' }
    const tidy = { accessToken: 'shpat_1234', clientSecret: 'abc' }
    expect(
      createConnectionSchema.parse({ source: 'shopify', secret: ' 12345678\n', credentials }),
    ).toMatchObject({
      secret: '12345678',
      credentials: tidy,
    })
    expect(updateConnectionSchema.parse({ credentials })).toEqual({ credentials: tidy })
    expect(rotateSecretSchema.parse({ secret: '\n12345678 ' }).secret).toBe('12345678')
  })

  it('keeps the line ends inside of a key of several lines', () => {
    const privateKey = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----'
    expect(updateConnectionSchema.parse({ credentials: { privateKey: `${privateKey}\n` } })).toEqual({
      credentials: { privateKey },
    })
  })

  it('is refused when only spaces are left', () => {
    expect(updateConnectionSchema.safeParse({ credentials: { accessToken: ' \n' } }).success).toBe(false)
    expect(rotateSecretSchema.safeParse({ secret: '       8' }).success).toBe(false)
  })
})
