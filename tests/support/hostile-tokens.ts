import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { importJWK, type JWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'
import { localVars } from '#scripts/local-vars.ts'

const [ownKey] = (JSON.parse(localVars.ACCESS_TOKEN_KEYS) as { keys: JWK[] }).keys
if (ownKey === undefined) throw new Error('there is no key')
const { d: _, ...ownPublicKey } = ownKey
const own: JWK = ownKey
const stranger = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK

const goodHeader = { alg: 'EdDSA', typ: 'at+jwt', kid: own.kid ?? '' }

/** The claims of an access token of the local platform that is good for a minute. */
export function goodClaims(session: { sub: string; tid: string; sid: string; role: string }): JWTPayload {
  const nowSeconds = Math.floor(Date.now() / 1000)
  return {
    iss: 'http://127.0.0.1:8787',
    aud: 'patron-api',
    iat: nowSeconds,
    nbf: nowSeconds,
    exp: nowSeconds + 60,
    jti: 'jti_1',
    ...session,
  }
}

/** A token signed with the local platform's own key, made without its code. */
export async function ownToken(
  claims: JWTPayload,
  header: Partial<JWTHeaderParameters> = {},
  key: JWK = own,
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ ...goodHeader, ...header })
    .sign(await importJWK(key, 'EdDSA'), { crit: { 'http://patron.test/unknown': true } })
}

/** Tokens that must not be taken, each wrong in one way. */
export function hostileTokens(
  claims: JWTPayload,
): readonly (readonly [string, () => Promise<string> | string])[] {
  const { exp = 0, iat = 0, ...rest } = claims
  const changed = (changes: JWTPayload) => () => ownToken({ ...claims, ...changes })
  const without = (name: keyof JWTPayload) => () => {
    const { [name]: __, ...others } = claims
    return ownToken(others)
  }
  const publicPem = createPublicKey({ key: ownPublicKey, format: 'jwk' }).export({
    format: 'pem',
    type: 'spki',
  })
  return [
    ['rubbish', () => 'rubbish'],
    ['an empty token', () => ''],
    ['three parts of rubbish', () => 'a.b.c'],
    ['four parts', async () => `${await ownToken(claims)}.x`],
    ['a key that looks like SQL', () => `'or'1'='1`],
    ['one that nobody signed', () => unsigned({ ...goodHeader, alg: 'none' }, claims)],
    ['one that says None', () => unsigned({ ...goodHeader, alg: 'None' }, claims)],
    ['HS256 under the public key (PEM)', () => symmetric(claims, publicPem)],
    ['HS256 under the public key (x)', () => symmetric(claims, own.x ?? '')],
    ['one of an unknown key', () => ownToken(claims, { kid: 'other' })],
    ['one without a key id', () => ownToken(claims, { kid: undefined } as object)],
    ['a key id that is a path', () => ownToken(claims, { kid: '../../etc/passwd' }, stranger)],
    ['a key id that is SQL', () => ownToken(claims, { kid: "x' union select 1 --" }, stranger)],
    ['one that a stranger signed under our key id', () => ownToken(claims, {}, stranger)],
    ['one with the key in it', () => ownToken(claims, { jwk: publicOf(stranger) }, stranger)],
    ['one that says where its key is', () => ownToken(claims, { jku: 'http://127.0.0.1:1/jwks' }, stranger)],
    ['one with a certificate address', () => ownToken(claims, { x5u: 'http://127.0.0.1:1/x' }, stranger)],
    [
      'one with an extension that must be understood',
      () => ownToken(claims, { crit: ['http://patron.test/unknown'], 'http://patron.test/unknown': true }),
    ],
    ['one that expired 31 s ago', changed({ exp: iat - 31 })],
    ['one that is good in a minute', changed({ nbf: exp + 60 })],
    ['one without an end', without('exp')],
    ['one without a beginning', without('nbf')],
    ['one without an id', without('jti')],
    ['one for another audience', changed({ aud: 'other' })],
    ['one without an audience', without('aud')],
    ['one of another issuer', changed({ iss: 'https://evil.example' })],
    ['one without an issuer', without('iss')],
    ['an ID token', () => ownToken(claims, { typ: 'JWT' })],
    ['one without a type', () => ownToken(claims, { typ: undefined } as object)],
    ['one with a role there is not', changed({ role: 'root' })],
    ['one of a session there is not', changed({ sid: 'ses_none' })],
    ['one of another account of the session', changed({ sub: 'usr_demo_customer' })],
    ['one of another tenant of the session', changed({ tid: 'other' })],
    ['one without a session', () => ownToken({ ...rest, exp, iat, sid: '' })],
    ['one of 9 KB', changed({ padding: 'x'.repeat(9_000) })],
    [
      'one with changed claims and the old signature',
      async () => {
        const [head, , signature] = (await ownToken({ ...claims, role: 'customer' })).split('.')
        return `${head}.${part(claims)}.${signature}`
      },
    ],
    ['one with a changed signature', async () => flipped(await ownToken(claims))],
  ]
}

function publicOf({ d: __, ...key }: JWK): JWK {
  return key
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function unsigned(header: object, claims: JWTPayload): string {
  return `${part(header)}.${part(claims)}.`
}

function symmetric(claims: JWTPayload, secret: string | Buffer): string {
  const body = `${part({ ...goodHeader, alg: 'HS256' })}.${part(claims)}`
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
}

function flipped(token: string): string {
  const at = token.length - 10
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
}
