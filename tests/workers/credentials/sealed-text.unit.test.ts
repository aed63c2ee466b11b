import { createDecipheriv, hkdfSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newSecret, sealSecret, secretsAt } from '#workers/credentials/connection-secrets.ts'
import { openSealed, type SealedFor, sealText } from '#workers/credentials/sealed-text.ts'
import type { Env } from '#workers/env.ts'

const key = 'a key of at least thirty-two characters'
const env = { ENVIRONMENT: 'production', CONNECTION_SECRETS_KEY: key } as Env
const owner: SealedFor = { tenantId: 'acme', source: 'shopify', connectionId: 'shop', purpose: 'secret' }

describe('sealText', () => {
  it('is AES-256-GCM under HKDF of the key, bound to the owner', async () => {
    const sealed = await sealText('Grüße', owner, env)
    const bytes = Buffer.from(sealed.replace('sealed:1:', ''), 'base64')
    const derived = hkdfSync('sha256', key, '', 'patron connection secrets', 32)
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(derived), bytes.subarray(0, 12))
    decipher.setAAD(Buffer.from('["acme","shopify","shop","secret"]'))
    decipher.setAuthTag(bytes.subarray(-16))
    const text = decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
    expect(text).toBe('Grüße')
  })

  it('is another text each time, and opens to the same', async () => {
    const [first, second] = [await sealText('secret', owner, env), await sealText('secret', owner, env)]
    expect(first).not.toBe(second)
    expect([await openSealed(first, owner, env), await openSealed(second, owner, env)]).toEqual([
      'secret',
      'secret',
    ])
  })

  it.each<[string, Partial<SealedFor>]>([
    ['tenant', { tenantId: 'other' }],
    ['source', { source: 'square' }],
    ['connection', { connectionId: 'shop2' }],
    ['purpose', { purpose: 'credentials' }],
  ])('does not open for another %s', async (_, other) => {
    const sealed = await sealText('secret', owner, env)
    await expect(openSealed(sealed, { ...owner, ...other }, env)).rejects.toThrow('cannot be opened')
  })

  it('does not open under another key, or when a byte of it is changed', async () => {
    const sealed = await sealText('secret', owner, env)
    const other = { ...env, CONNECTION_SECRETS_KEY: 'another key of thirty-two characters' }
    await expect(openSealed(sealed, owner, other)).rejects.toThrow('cannot be opened')
    const bytes = Buffer.from(sealed.replace('sealed:1:', ''), 'base64')
    for (const place of bytes.keys()) {
      const changed = Uint8Array.from(bytes)
      changed[place] = (changed[place] ?? 0) ^ 1
      const text = `sealed:1:${Buffer.from(changed).toString('base64')}`
      await expect(openSealed(text, owner, env)).rejects.toThrow('cannot be opened')
    }
    await expect(openSealed('plain', owner, env)).rejects.toThrow('not a sealed text')
  })

  it.each([undefined, 'short', 'demo-key-of-at-least-thirty-two-characters'])(
    'is refused in production with the key %s',
    async (bad) => {
      const unsafe = { ...env, CONNECTION_SECRETS_KEY: bad } as Env
      await expect(sealText('secret', owner, unsafe)).rejects.toThrow('CONNECTION_SECRETS_KEY')
    },
  )
})

describe('secretsAt', () => {
  it('takes the old secret until its time is over, and plain ones as they are', async () => {
    const row = { ...owner, secrets: [await sealSecret('new', owner, env), 'old'], oldSecretUntil: 1_000 }
    expect(await secretsAt(row, 999, env)).toEqual(['new', 'old'])
    expect(await secretsAt(row, 1_000, env)).toEqual(['new'])
    expect(await secretsAt({ ...row, oldSecretUntil: null }, 2_000, env)).toEqual(['new', 'old'])
  })
})

describe('newSecret', () => {
  it('has 192 bits, and the form of the source', () => {
    expect(newSecret('woocommerce')).toMatch(/^[0-9a-f]{48}$/)
    expect(newSecret('pos')).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/)
    expect(newSecret('woocommerce')).not.toBe(newSecret('woocommerce'))
  })
})
