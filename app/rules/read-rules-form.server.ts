import type { NewIdentityRules } from '#shared/contracts/identity.ts'
import { identifierTypes } from '#shared/identity/identifier.ts'
import { fail, type Result, succeed } from '#shared/kernel/result.ts'
import { limitFields, type RulesTexts, rulesTexts } from './rules-fields.ts'

export interface RulesFormFailure {
  readonly kind: 'invalid-rules'
  readonly message: string
  /** By field, in words. */
  readonly errors: Readonly<Record<string, string>>
  readonly retryable: false
}

/**
 * The rules that a form states, all of them; a limit without a count is none. Numbers are only read here: how large
 * they may be is for the API to say. Fails with every field in which no number can be read.
 */
export function readRulesForm(form: FormData): Result<NewIdentityRules, RulesFormFailure> {
  const errors: Record<string, string> = {}
  const optional = (field: string): number | null => {
    const text = textOf(form, field)
    if (text === '') return null
    if (!/^-?\d+(?:\.\d+)?$/.test(text)) errors[field] = 'Enter a number.'
    return Number(text)
  }
  const required = (field: string): number => {
    const value = optional(field)
    if (value === null) errors[field] = 'Enter a number.'
    return value ?? 0
  }
  const limits: NewIdentityRules['limits'] = {}
  for (const type of identifierTypes) {
    const fields = limitFields(type)
    const [maxCount, windowDays] = [optional(fields.maxCount), optional(fields.windowDays)]
    if (maxCount !== null) limits[type] = { maxCount, windowDays }
    else if (windowDays !== null) errors[fields.maxCount] = 'Enter how many, or leave the days empty, too.'
  }
  const rules: NewIdentityRules = {
    maxMergedCustomers: required('maxMergedCustomers'),
    limits,
    sharedDeviceAfter: required('sharedDeviceAfter'),
    sharedContactAfter: required('sharedContactAfter'),
    mergeAtMatchWeight: optional('mergeAtMatchWeight'),
  }
  if (Object.keys(errors).length === 0) return succeed(rules)
  return fail({
    kind: 'invalid-rules',
    message: 'Some of the fields are not right yet.',
    errors,
    retryable: false,
  })
}

/** What was written into the form, to be shown again as it was. */
export function readRulesTexts(form: FormData, inForce: NewIdentityRules): RulesTexts {
  return Object.fromEntries(Object.keys(rulesTexts(inForce)).map((field) => [field, textOf(form, field)]))
}

function textOf(form: FormData, field: string): string {
  const value = form.get(field)
  return typeof value === 'string' ? value.trim() : ''
}
