import type { CustomerCluster } from '../../identity/decision-records.ts'
import { identifierType, parseIdentifierKey } from '../../identity/identifier.ts'
import { identifierTypeWord } from '../../identity/identifier-words.ts'
import type { IdentityRules } from '../../identity/identity-rules.ts'
import { exceededLimit } from '../../identity/limits.ts'
import { consentWords } from '../consent-words.ts'
import { type Consent, consentsInForce } from '../consents.ts'
import { traitText } from '../traits.ts'
import { listed, namesOf } from './preview-words.ts'
import type { PreviewedCustomer } from './previewed-customer.ts'

export interface MergeWarningsRequest {
  readonly customers: readonly { readonly cluster: CustomerCluster }[]
  readonly rules: IdentityRules
  /** UTC epoch ms; limits with a window are looked at from here. */
  readonly nowMs: number
}

/** What speaks against making these customers one, in words; empty when nothing does. */
export function mergeWarnings(
  request: MergeWarningsRequest,
  before: readonly PreviewedCustomer[],
  after: PreviewedCustomer,
): string[] {
  return [
    ...apartWarnings(request.customers.map(({ cluster }) => cluster)),
    ...differentNames(before),
    ...differentNumbers(before),
    ...exceededLimits(request),
    ...stricterConsents(before, after),
  ]
}

function apartWarnings(clusters: readonly CustomerCluster[]): string[] {
  const isApart = clusters.some((left) =>
    clusters.some((right) => right.members.some(({ customerId }) => left.keptApartFrom.includes(customerId))),
  )
  return isApart ? ['Somebody decided before that they are different people; a merge takes that back.'] : []
}

function differentNames(before: readonly PreviewedCustomer[]): string[] {
  const told = before.flatMap(({ state: { traits } }) => {
    const parts = [
      traitText(traits, 'firstName', 'first_name'),
      traitText(traits, 'lastName', 'last_name'),
    ].filter((part) => part !== undefined)
    const name = parts.length > 0 ? parts.join(' ') : traitText(traits, 'name')
    return name === undefined ? [] : [name]
  })
  const different = new Map(told.map((name) => [name.toLowerCase(), name]))
  return different.size > 1 ? [`Names differ: ${listed([...different.values()])}.`] : []
}

/** Numbers that one and the same system gave to the customers. */
function differentNumbers(before: readonly PreviewedCustomer[]): string[] {
  const numbers = new Map<string, Set<string>>()
  for (const key of before.flatMap(({ side }) => side.identifiers)) {
    const identifier = parseIdentifierKey(key)
    if (identifier?.type !== 'external_id') continue
    const scope = identifier.scope ?? ''
    numbers.set(scope, (numbers.get(scope) ?? new Set()).add(identifier.value))
  }
  return [...numbers].flatMap(([scope, values]) =>
    values.size > 1 ? [`Customer numbers differ (${scope}): ${listed([...values])}.`] : [],
  )
}

/** Kinds of identifiers of which the customers together have more than the rules allow one person. */
function exceededLimits({ customers, rules, nowMs }: MergeWarningsRequest): string[] {
  const linksOf = (cluster: CustomerCluster) => cluster.members.flatMap((member) => member.links)
  const [first, ...others] = customers.map(({ cluster }) => linksOf(cluster))
  const warnings: string[] = []
  let joined = first ?? []
  for (const links of others) {
    // A limit that was found is left out, so that the next one shows.
    let limits = rules.limits
    for (;;) {
      const group = exceededLimit(joined, links, nowMs, { ...rules, limits })
      if (group === undefined) break
      const type = identifierType(`${group}:`)
      const { [type as keyof typeof limits]: limit, ...rest } = limits
      // That customer numbers differ is said already.
      if (type !== 'external_id') {
        const kind = identifierTypeWord(type)
        warnings.push(
          `More identifiers of the kind “${kind}” than the rules allow (${limit?.maxCount ?? 0}).`,
        )
      }
      limits = rest
    }
    joined = [...joined, ...links]
  }
  return [...new Set(warnings)]
}

function stricterConsents(before: readonly PreviewedCustomer[], after: PreviewedCustomer): string[] {
  const names = namesOf(before)
  const refused = consentsInForce(after.state.consents).filter(({ isGranted }) => !isGranted)
  return refused.flatMap(({ purpose, channel }) => {
    const losing = before.filter((customer) => isAllowed(customer, purpose, channel))
    const told = losing.map(({ customerId }) => names.get(customerId) ?? customerId)
    const what = consentWords(purpose, channel)
    return told.length === 0 ? [] : [`${what} is refused from then on, though ${listed(told)} allowed it.`]
  })
}

/** What a customer said about the channel, or else about all of them. */
function isAllowed(
  { state }: PreviewedCustomer,
  purpose: Consent['purpose'],
  channel: Consent['channel'],
): boolean {
  const said = consentsInForce(state.consents).filter((consent) => consent.purpose === purpose)
  const consent = said.find((each) => each.channel === channel) ?? said.find((each) => each.channel === null)
  return consent?.isGranted === true
}
