import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { referencePage } from './reference-page.ts'

const http = 'tests/workers/http'

/**
 * Sixty inputs that are sent to do harm, each with the file and the name of the case that sends it; a name stands in the file
 * letter by letter. What there is nothing of yet says so instead.
 */
const cases: readonly (readonly [input: string, file: string, name: string])[] = [
  ['no credential', `${http}/refusals.e2e.test.ts`, 'answers 401 to a caller without a credential'],
  ['a token with alg none', 'tests/support/hostile-tokens.ts', 'one that nobody signed'],
  ['HS256 under the public key', 'tests/support/hostile-tokens.ts', 'HS256 under the public key (PEM)'],
  ['a key id that is unknown, a path or SQL', 'tests/support/hostile-tokens.ts', 'a key id that is a path'],
  [
    'a token that brings its key, or says where it is',
    'tests/support/hostile-tokens.ts',
    'one that says where its key is',
  ],
  [
    'a token that is over, not yet good or endless',
    'tests/support/hostile-tokens.ts',
    'one that expired 31 s ago',
  ],
  [
    'a token for others, of others, an ID token',
    'tests/support/hostile-tokens.ts',
    'one for another audience',
  ],
  [
    'a token of one shop at another',
    'tests/support/hostile-tokens.ts',
    'one of another tenant of the session',
  ],
  [
    'ids of another shop',
    `${http}/canaries.e2e.test.ts`,
    'finds nothing under its ids, and changes nothing there',
  ],
  ['the id of another shop in a body', `${http}/hostile-inputs.e2e.test.ts`, 'the tenant of somebody else'],
  ['what a role may not', `${http}/audit.e2e.test.ts`, 'has what somebody tried and may not'],
  ['a role written into a token', 'tests/support/hostile-tokens.ts', 'one with a role there is not'],
  [
    'the token of somebody who lost access',
    `${http}/accounts.e2e.test.ts`,
    'lose at once what is taken from them',
  ],
  ['a refresh token twice', `${http}/accounts.e2e.test.ts`, 'ends the session when an old token comes back'],
  ['a token of 9 KB', 'tests/support/hostile-tokens.ts', 'one of 9 KB'],
  ['keys that are guessed', `${http}/limits.e2e.test.ts`, 'who only guesses keys gets 429 instead of 401'],
  [
    'a webhook without a signature, or a wrong one',
    `${http}/shopify-webhook.e2e.test.ts`,
    'a delivery that is refused leaves nothing behind',
  ],
  [
    'a signature in another writing',
    'tests/shared/sources/pos/standard-webhooks.contract.test.ts',
    "is judged as the standard's own library judges it",
  ],
  ['a webhook of another time', 'tests/shared/sources/pos/pos.unit.test.ts', 'signed %i ms from now is %j'],
  ['a webhook many times at once', 'tests/platform/twice-in-any-order.e2e.test.ts', 'twice'],
  [
    'another body under the same id',
    `${http}/tracking.e2e.test.ts`,
    'with other content is kept in quarantine, once',
  ],
  ["a webhook signed with another shop's secret", `${http}/shopify-webhook.e2e.test.ts`, 'another'],
  ['a body that is no object', `${http}/hostile-inputs.e2e.test.ts`, 'null for an object'],
  ['a name twice, and names of prototypes', `${http}/hostile-inputs.e2e.test.ts`, 'constructor.prototype'],
  ['deep, long and packed bodies', `${http}/hostile-inputs.e2e.test.ts`, 'a gzip bomb'],
  [
    'characters that are not seen, or turn round',
    'tests/app/hostile-names.e2e.test.ts',
    'characters that turn text round',
  ],
  ['numbers at the edges', 'tests/support/hostile-values.ts', 'e400'],
  ['amounts and currencies that cannot be', 'tests/shared/kernel/money.unit.test.ts', 'KWD'],
  ['dates that cannot be', 'tests/shared/kernel/time.unit.test.ts', '02-30'],
  ['e-mails written in many ways', 'tests/shared/identity/normalise-email.unit.test.ts', 'reads %j as %s'],
  [
    'ids that name nobody',
    'tests/shared/identity/usable-identifiers.unit.test.ts',
    'never uses a %s that names nobody',
  ],
  ['SQL in texts', `${http}/hostile-inputs.e2e.test.ts`, 'SQL in a search'],
  [
    'markup in names',
    'tests/app/hostile-names.e2e.test.ts',
    'show markup in the names of a customer, a product and a store',
  ],
  ['formulas in names', 'tests/shared/kernel/csv-line.property.test.ts', 'never begins like a formula'],
  ['ways out of the folder', `${http}/hostile-inputs.e2e.test.ts`, 'a way out, written twice'],
  ['pages and cursors that are none', `${http}/hostile-inputs.e2e.test.ts`, 'a forged cursor'],
  ['sorting by what is not listed', `${http}/hostile-inputs.e2e.test.ts`, 'sorting by what is not listed'],
  ['fields that nobody may set', `${http}/hostile-inputs.e2e.test.ts`, 'fields that nobody may set'],
  ['a decision about what has changed since', `${http}/merges.e2e.test.ts`, 'basis'],
  [
    'an idempotency key for something else',
    `${http}/messages.e2e.test.ts`,
    'sends once for one idempotency key',
  ],
  ['odd methods', `${http}/hostile-inputs.e2e.test.ts`, 'the odd method %s is refused'],
  ['the form of another site', 'tests/app/sign-in.e2e.test.ts', 'refuses a form that another site sends'],
  [
    'a changed cookie',
    'tests/app/session/session-cookie.unit.test.ts',
    'gives nothing when somebody else signed it',
  ],
  [
    'a way to another host after signing in',
    'tests/app/session/local-path.property.test.ts',
    'never leads a browser to another host',
  ],
  ['addresses of inner networks', 'tests/shared/connections/public-address.unit.test.ts', 'refuses %s'],
  ['endless and slow answers', 'tests/workers/outgoing-calls.unit.test.ts', 'that answers too much is left'],
  ['words to a language model', '', 'there is no language model'],
  ['words of a language model', '', 'there is no language model'],
  ['much to ask a language model', '', 'there is no language model'],
  ['files that are none', 'tests/shared/imports/read-preview.unit.test.ts', 'refuses with %s'],
  [
    'texts that take long to be looked at',
    `${http}/hostile-inputs.e2e.test.ts`,
    'an e-mail of 5,000 characters',
  ],
  ['a flood', `${http}/limits.e2e.test.ts`, 'is refused, and another goes on as before'],
  [
    'somebody forgotten who comes again',
    `${http}/erasure.e2e.test.ts`,
    'in mode suppress keeps new data out',
  ],
  [
    'somebody who refused, in a segment that is sent',
    `${http}/destinations.e2e.test.ts`,
    'get who may be sent',
  ],
  ["somebody else's export", `${http}/canaries.e2e.test.ts`, 'reads nothing of it, by any operation'],
  ['a changed row of the audit log', `${http}/audit.e2e.test.ts`, 'show when a row was changed all the same'],
  ['a WebSocket of nobody, or that talks', 'tests/workers/live.e2e.test.ts', 'closes on a caller who talks'],
  ['a version that is not there', `${http}/hostile-inputs.e2e.test.ts`, 'a version that is not there'],
  ['an event that is too long', `${http}/tracking.e2e.test.ts`, 'an event over 32 KB'],
  ['a queue message of an insider', '', 'a message names a range of a log and carries no data'],
]

it('are sixty, each another', () => {
  expect(cases).toHaveLength(60)
  expect(new Set(cases.map(([input]) => input)).size).toBe(60)
})

it.each(cases.map((each, index) => [index + 1, ...each] as const))(
  'hostile input %i, %s, has a case of its own',
  (_, __, file, name) => {
    if (file === '') {
      expect(referencePage('security.md')).toMatch(/Without a test, as there is nothing yet to test/)
      expect(name).not.toBe('')
      return
    }
    expect(existsSync(join(repositoryRoot, file)), file).toBe(true)
    expect(readFileSync(join(repositoryRoot, file), 'utf8'), file).toContain(name)
  },
)
