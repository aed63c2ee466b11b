import type { Contribution } from '#shared/identity/matching/explain-pair.ts'
import type { MatchRecord } from '#shared/identity/matching/match-record.ts'

/** What a record says in a field of the comparison, for a person to read. Empty when it says nothing. */
export function recordText(record: MatchRecord, field: Contribution['field']): string {
  switch (field) {
    case 'firstName':
      return record.firstName ?? ''
    case 'lastName':
      return record.lastName ?? ''
    case 'birthDate':
      return (record.birthDate ?? '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
    case 'email':
      return (record.emails ?? []).join(', ')
    case 'phone':
      return (record.phones ?? []).join(', ')
    case 'place':
      return [record.street, record.postcode, record.city].filter((part) => part !== undefined).join(', ')
    case 'household':
      return ''
  }
}
