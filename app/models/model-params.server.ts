import { data, type LoaderFunctionArgs } from '@remix-run/cloudflare'
import type { ModelView } from '#shared/contracts/models.ts'
import { parseModelKind } from './model-words.ts'

/** The kind of model a page's address names; one that is none ends the page. */
export function requireModelKind({ params }: Pick<LoaderFunctionArgs, 'params'>): ModelView['kind'] {
  const kind = parseModelKind(params.kind)
  if (kind === undefined) throw data(null, { status: 404 })
  return kind
}

/** The number of the version a page's address names; what is no number ends the page. */
export function requireVersion({ params }: Pick<LoaderFunctionArgs, 'params'>): number {
  const version = Number(params.version)
  if (!Number.isSafeInteger(version) || version < 1) throw data(null, { status: 404 })
  return version
}
