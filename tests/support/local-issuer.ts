import { createHash, createHmac } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { type FakeVendorAnswer, startFakeVendor } from './fake-vendor.ts'

/** What the issuer does in place of what it should. */
export interface IssuerMisbehaviour {
  readonly claims?: JWTPayload
  /** How the ID token is signed: by the published key, by one nobody knows, with the client secret, or not at all. */
  readonly signedBy?: 'own' | 'stranger' | 'client-secret' | 'nobody'
}

/** An OpenID Connect issuer on this machine, with one client. */
export interface LocalIssuer {
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
  /** Changes what the discovery document says. */
  readonly discovery: Record<string, unknown>
  /** Signs somebody in as its page would, and answers what leads back. */
  authorize(
    authorizationUrl: string,
    person: JWTPayload,
    misbehaviour?: IssuerMisbehaviour,
  ): Promise<{ code: string; state: string; redirectUri: string }>
  stop(): Promise<void>
}

interface Grant {
  readonly idToken: string
  readonly challenge: string
  readonly redirectUri: string
}

const client = { clientId: 'patron', clientSecret: 'the secret/of the client' }

export async function startLocalIssuer(): Promise<LocalIssuer> {
  const [own, stranger] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')])
  const published = { keys: [{ ...(await exportJWK(own.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] }
  const grants = new Map<string, Grant>()
  const discovery: Record<string, unknown> = {}
  let codeCount = 0
  const vendor = await startFakeVendor(({ path, headers, body }) => {
    switch (path) {
      case '/.well-known/openid-configuration':
        return { status: 200, body: discovery }
      case '/keys':
        return { status: 200, body: published }
      case '/token':
        return redeem(grants, String(headers.authorization), new URLSearchParams(body))
      default:
        return { status: 404, body: {} }
    }
  })
  Object.assign(discovery, {
    issuer: vendor.url,
    authorization_endpoint: `${vendor.url}/authorize`,
    token_endpoint: `${vendor.url}/token`,
    jwks_uri: `${vendor.url}/keys`,
  })
  const keys = { own: own.privateKey, stranger: stranger.privateKey }
  return {
    ...client,
    url: vendor.url,
    discovery,
    stop: vendor.stop,
    authorize: async (authorizationUrl, person, misbehaviour = {}) => {
      const query = new URL(authorizationUrl).searchParams
      const asked = (name: string) => query.get(name) ?? ''
      const wanted = ['response_type', 'client_id', 'code_challenge_method'].map(asked)
      if (wanted.join() !== 'code,patron,S256') throw new Error(`not asked as agreed: ${authorizationUrl}`)
      const nowSeconds = Math.floor(Date.now() / 1000)
      const claims = {
        iss: vendor.url,
        aud: client.clientId,
        sub: 'person-1',
        iat: nowSeconds,
        exp: nowSeconds + 300,
        nonce: asked('nonce'),
        ...person,
        ...misbehaviour.claims,
      }
      codeCount += 1
      // Before the wait for the signature: two people may be asked about at once.
      const code = `code-${codeCount}`
      const redirectUri = asked('redirect_uri')
      const idToken = await signed(claims, misbehaviour.signedBy ?? 'own', keys)
      grants.set(code, { idToken, challenge: asked('code_challenge'), redirectUri })
      return { code, state: asked('state'), redirectUri }
    },
  }
}

/** RFC 6749, 4.1.3, with RFC 7636, 4.6. */
function redeem(grants: Map<string, Grant>, authorization: string, body: URLSearchParams): FakeVendorAnswer {
  const pair = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString().split(':')
  const [id, secret] = pair.map((text: string) => decodeURIComponent(text))
  const grant = grants.get(body.get('code') ?? '')
  const challenge = createHash('sha256')
    .update(body.get('code_verifier') ?? '')
    .digest('base64url')
  const isClient = id === client.clientId && secret === client.clientSecret
  const isRight = grant?.challenge === challenge && grant.redirectUri === body.get('redirect_uri')
  if (!isClient || grant === undefined || !isRight) return { status: 400, body: { error: 'invalid_grant' } }
  grants.set(body.get('code') ?? '', { ...grant, challenge: 'used' })
  return { status: 200, body: { token_type: 'Bearer', access_token: 'x', id_token: grant.idToken } }
}

async function signed(
  claims: JWTPayload,
  by: NonNullable<IssuerMisbehaviour['signedBy']>,
  keys: Record<'own' | 'stranger', CryptoKey>,
): Promise<string> {
  if (by === 'own' || by === 'stranger') {
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(keys[by])
  }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = `${part({ alg: by === 'nobody' ? 'none' : 'HS256', kid: 'k1' })}.${part(claims)}`
  if (by === 'nobody') return `${body}.`
  return `${body}.${createHmac('sha256', client.clientSecret).update(body).digest('base64url')}`
}
