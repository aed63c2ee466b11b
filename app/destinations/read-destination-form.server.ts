import { toMinorUnits } from '#shared/kernel/money.ts'
import { destinationKind } from './destination-kinds.ts'
import { type DestinationBody, type DestinationTexts, isLiteral } from './destination-texts.ts'

type Options = DestinationBody['options']
type Json = Options[string]

/** The fields of a form that are texts, without white space around them. */
export function textsOf(form: FormData): DestinationTexts {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.trim()]] : [])),
  )
}

/**
 * What a form says of a destination; rows that were left empty say nothing. Whether a value is allowed is for the API to
 * say: what is no number or no JSON goes on as text. Options of `before` that the form does not ask for stay.
 */
export function readDestinationForm(
  texts: DestinationTexts,
  source: string,
  currency: string,
  before: Options = {},
): DestinationBody {
  const text = (name: string) => texts[name] ?? ''
  const optional = <Name extends string>(name: Name, value: unknown) =>
    value === undefined ? {} : { [name]: value }
  const body = {
    label: text('label'),
    fields: [
      ...rows(texts, 'field', 'property').map(([field, property]) => ({ field, property })),
      ...rows(texts, 'trait', 'traitProperty').map(([trait, property]) => ({
        field: `trait:${trait}`,
        property,
      })),
    ],
    constants: Object.fromEntries(
      rows(texts, 'constant', 'constantValue').map(([name, value]) => [
        name,
        isLiteral(value) ? JSON.parse(value) : value,
      ]),
    ),
    audience: {
      ...optional('hasEmail', yesNo(text('hasEmail'))),
      ...optional('hasPhone', yesNo(text('hasPhone'))),
      ...(text('consent') === 'granted' && { isConsentGranted: true }),
      ...optional('minOrderCount', numberOrText(text('minOrderCount'))),
      ...optional('minRevenueMinor', minorOrText(text('minRevenue'), currency)),
      ...optional('lastSeenWithinDays', numberOrText(text('lastSeenWithinDays'))),
    },
    purpose: { purpose: text('purpose'), channel: text('channel') || null },
    whenLeaving: text('whenLeaving'),
    everyMinutes: numberOrText(text('everyMinutes')) ?? null,
    options: readOptions(texts, source, before),
  }
  return body as DestinationBody
}

/** Options that have to be JSON and are none: what to say of each, by its pointer. */
export function unreadableOptions(texts: DestinationTexts, source: string): Record<string, string> {
  return Object.fromEntries(
    destinationKind(source)
      .options.filter(({ name, kind }) => kind === 'json' && !isEmptyOrJson(texts[`option:${name}`] ?? ''))
      .map(({ name }) => [`options/${name}`, 'Enter JSON.']),
  )
}

function isEmptyOrJson(text: string): boolean {
  if (text === '') return true
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function readOptions(texts: DestinationTexts, source: string, before: Options): Options {
  const asked = destinationKind(source).options
  const isAsked = new Set(asked.map(({ name }) => name.split('/')[0]))
  const options: Options = Object.fromEntries(Object.entries(before).filter(([name]) => !isAsked.has(name)))
  for (const { name, kind } of asked) {
    const text = texts[`option:${name}`] ?? ''
    if (text === '') continue
    const value: Json = kind === 'text' || kind === 'choice' ? text : jsonOrText(text)
    const [outer = name, inner] = name.split('/')
    options[outer] = inner === undefined ? value : { ...(options[outer] as Options), [inner]: value }
  }
  return options
}

function rows(texts: DestinationTexts, left: string, right: string): [string, string][] {
  return Object.keys(texts)
    .filter((name) => name.startsWith(`${left}:`))
    .map((name): [number, string, string] => {
      const index = name.slice(left.length + 1)
      return [Number(index), texts[name] ?? '', texts[`${right}:${index}`] ?? '']
    })
    .sort(([before], [after]) => before - after)
    .filter(([, first, second]) => first !== '' || second !== '')
    .map(([, first, second]) => [first, second])
}

function yesNo(text: string): boolean | undefined {
  return text === '' ? undefined : text === 'yes'
}

function numberOrText(text: string): number | string | undefined {
  if (text === '') return undefined
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text
}

function minorOrText(text: string, currency: string): number | string | undefined {
  if (text === '') return undefined
  const amount = toMinorUnits(text, currency)
  return amount.ok ? amount.value : text
}

function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
