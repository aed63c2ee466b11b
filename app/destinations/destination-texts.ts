import type { DestinationView } from '#shared/contracts/destinations.ts'
import { toDecimalString } from '#shared/kernel/money.ts'
import { destinationKind } from './destination-kinds.ts'

type Json = DestinationView['options'][string]

/** A destination as its form writes it: by the names of the fields. */
export type DestinationTexts = Readonly<Record<string, string>>

/** What a form can say of a destination. Values that could not be read stand in it as they were typed. */
export type DestinationBody = Pick<
  DestinationView,
  'label' | 'fields' | 'constants' | 'audience' | 'purpose' | 'whenLeaving' | 'everyMinutes' | 'options'
>

/** The first texts of a new destination: what most people send to such a system. */
export function newDestinationTexts(source: string): DestinationTexts {
  const usual = destinationKind(source).usualFields
  return {
    ...rowsOf('field', 'property', usual),
    hasEmail: 'yes',
    consent: 'not-refused',
    purpose: 'marketing',
    channel: 'email',
    whenLeaving: 'delete',
    everyMinutes: '60',
  }
}

/** The texts that say the same as a destination. `currency` is the tenant's. */
export function destinationTexts(body: DestinationBody, source: string, currency: string): DestinationTexts {
  const { fields, audience, purpose, everyMinutes } = body
  const isTrait = ({ field }: { field: string }) => field.startsWith('trait:')
  const traits = fields.filter(isTrait)
  const others = fields.filter((each) => !isTrait(each))
  return {
    label: body.label,
    ...rowsOf(
      'field',
      'property',
      others.map(({ field, property }) => [field, property]),
    ),
    ...rowsOf(
      'trait',
      'traitProperty',
      traits.map(({ field, property }) => [field.slice('trait:'.length), property]),
    ),
    ...rowsOf(
      'constant',
      'constantValue',
      Object.entries(body.constants).map(([name, value]) => [name, writtenConstant(value)]),
    ),
    hasEmail: yesNo(audience.hasEmail),
    hasPhone: yesNo(audience.hasPhone),
    consent: audience.isConsentGranted === true ? 'granted' : 'not-refused',
    minOrderCount: written(audience.minOrderCount),
    minRevenue:
      typeof audience.minRevenueMinor === 'number'
        ? toDecimalString(audience.minRevenueMinor, currency)
        : written(audience.minRevenueMinor),
    lastSeenWithinDays: written(audience.lastSeenWithinDays),
    purpose: purpose.purpose,
    channel: purpose.channel ?? '',
    whenLeaving: body.whenLeaving,
    everyMinutes: everyMinutes === null ? '' : String(everyMinutes),
    ...Object.fromEntries(
      destinationKind(source).options.map(({ name, kind }) => [
        `option:${name}`,
        writtenOption(within(body.options, name), kind),
      ]),
    ),
  }
}

const rowName = /^(?:field|property|trait|traitProperty|constant|constantValue):/

/** What was typed, with the rows as they were read: those that were left empty are gone, as they are in the body. */
export function compactTexts(
  texts: DestinationTexts,
  body: DestinationBody,
  source: string,
  currency: string,
): DestinationTexts {
  const read = Object.entries(destinationTexts(body, source, currency))
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([name]) => !rowName.test(name))),
    ...Object.fromEntries(read.filter(([name]) => rowName.test(name))),
  }
}

/** How many rows a list of the texts has, counted from 0 on. */
export function rowCount(texts: DestinationTexts, name: string): number {
  return Object.keys(texts).filter((key) => key.startsWith(`${name}:`)).length
}

/** The value at a path of names with slashes between them. */
export function within(options: DestinationView['options'], path: string): Json | undefined {
  return path
    .split('/')
    .reduce<Json | undefined>(
      (inside, name) =>
        typeof inside === 'object' && inside !== null && !Array.isArray(inside) ? inside[name] : undefined,
      options,
    )
}

function rowsOf(
  left: string,
  right: string,
  rows: readonly (readonly [string, string])[],
): Record<string, string> {
  return Object.fromEntries(
    rows.flatMap(([first, second], index) => [
      [`${left}:${index}`, first],
      [`${right}:${index}`, second],
    ]),
  )
}

/** A text that would be read as something else stands in quotes. */
function writtenConstant(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value)
  return value === '' || value !== value.trim() || isLiteral(value) ? JSON.stringify(value) : value
}

/** Whether JSON reads it as a number, as true or false, or as a text in quotes. */
export function isLiteral(text: string): boolean {
  try {
    return ['string', 'number', 'boolean'].includes(typeof JSON.parse(text))
  } catch {
    return false
  }
}

/** An option as its field shows it; "" for one that is not there. */
export function writtenOption(value: Json | undefined, kind: string): string {
  if (value === undefined) return ''
  return kind === 'json' || typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function yesNo(value: boolean | undefined): string {
  if (value === undefined) return ''
  return value ? 'yes' : 'no'
}

function written(value: unknown): string {
  return value === undefined ? '' : String(value)
}
