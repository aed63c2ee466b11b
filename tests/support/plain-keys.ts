import type { CanonicalEvent } from '#shared/events/event.ts'

/** The identifiers of an event that name somebody, as tests write them: in normal form already. */
export function plainKeys(event: CanonicalEvent): string[] {
  return event.identifiers
    .filter(({ value }) => value !== 'test@test.com')
    .map(({ type, scope, value }) => [type, scope, value].filter((part) => part !== undefined).join(':'))
}
