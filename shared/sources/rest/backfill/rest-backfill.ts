import type { JsonObject } from '../../../kernel/json.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { Backfill, BackfillFailure, VendorAddress } from '../../backfill.ts'
import type { RestRecord } from '../parse.ts'
import { restSettings } from '../settings.ts'
import { readList } from './read-list.ts'

/** A JSON list of any system. The address is that of the list itself, so a call is its parameters. */
export const restBackfill = {
  resources: ['records'],
  credentialFields: [{ name: 'headerValue', label: 'Value of the header, such as: Bearer abc123' }],
  reconcileEveryMinutes: null,
  address: listAddress,
  ping: { method: 'GET', path: '', headers: {}, body: null },
  readPage: readList,
} satisfies Backfill<RestRecord>

function listAddress(
  settings: JsonObject,
  { headerValue }: Readonly<Record<string, string>>,
): Result<VendorAddress, BackfillFailure> {
  const read = restSettings(settings)
  if (!read.ok) return refused('invalid-settings', read.failure.message)
  const { list } = read.value
  if (list === undefined) return refused('invalid-settings', 'the setting /list says which list to read')
  const value = headerValue?.trim()
  if (!value) return refused('invalid-credentials', 'the value of the header is missing')
  if (!/^[\x20-\x7e]+$/.test(value))
    return refused('invalid-credentials', 'the value of the header holds characters that no header can')
  return succeed({
    baseUrl: list.url,
    headers: { accept: 'application/json', [list.header.toLowerCase()]: value },
  })
}

function refused(kind: BackfillFailure['kind'], message: string): { ok: false; failure: BackfillFailure } {
  return fail({ kind, message, retryable: false, afterSeconds: null })
}
