import { generateKeyPairSync, randomBytes } from 'node:crypto'
import * as z from 'zod'

// Prints a value for ACCESS_TOKEN_KEYS. With the present value in that variable, the new key signs from now on and the
// present first one still verifies: tokens that are about stay good.
const keySetSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) })

const present = process.env.ACCESS_TOKEN_KEYS ?? ''
const { keys } = present === '' ? { keys: [] } : keySetSchema.parse(JSON.parse(present))
const { kty, crv, x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
const key = { kty, crv, kid: randomBytes(6).toString('hex'), x, d }
console.log(JSON.stringify({ keys: [key, ...keys.slice(0, 1)] }))
