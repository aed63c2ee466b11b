import { describe, expect, it } from 'vitest'
import { askIssuer, refuseIssuerAddress } from '#workers/credentials/ask-issuer.ts'
import { discoverIssuer } from '#workers/credentials/discover-issuer.ts'

const production = { ENVIRONMENT: 'production' } as const
const development = { ENVIRONMENT: 'development' } as const

describe('the address of an identity provider', () => {
  it.each([
    'http://issuer.example',
    'http://127.0.0.1:9999',
    'https://127.0.0.1',
    'https://localhost',
    'https://10.0.0.1',
    'https://169.254.169.254',
    'https://[::1]',
    'https://[fd00::1]',
    'https://user:secret@issuer.example',
    'ftp://issuer.example',
    'not an address',
  ])('%s is refused in production, and nobody is asked', async (address) => {
    expect(refuseIssuerAddress(address, production)).toBeTypeOf('string')
    expect(await askIssuer(address, production)).toBeUndefined()
    expect(await discoverIssuer(address, production)).toBeUndefined()
  })

  it('of this machine is taken in development alone', () => {
    expect(refuseIssuerAddress('http://127.0.0.1:9999', development)).toBeUndefined()
    expect(refuseIssuerAddress('https://10.0.0.1', development)).toBeTypeOf('string')
    expect(refuseIssuerAddress('https://issuer.example', production)).toBeUndefined()
  })
})
