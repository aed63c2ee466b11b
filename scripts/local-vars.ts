/** What a local platform has instead of production's settings and secrets (`wrangler secret put`). */
export const localVars = {
  ENVIRONMENT: 'development',
  // A key pair that everybody knows, as all of these.
  ACCESS_TOKEN_KEYS:
    '{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"demo-1","x":"3qb7qNwtEZ_vwrO61SLQvnjOuFEgvAiVNZFKvtfC7H0","d":"p8QxHFEL6WYYXJlLxSBetUdx2wdyLdgrfw9xTun6UDM"}]}',
  KEY_HASH_SECRET: 'demo-key-hash-secret-change-me-in-production',
  SESSION_COOKIE_SECRET: 'demo-cookie-secret-change-me-in-production',
  CONNECTION_SECRETS_KEY: 'demo-connection-secrets-key-change-me-in-production',
} as const
