import { type Result, succeed } from '../kernel/result.ts'
import { type MappingFailure, refuse } from './mapping-failure.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** The JSON value a body spells. Fails with `malformed-body` when it is not UTF-8 or not JSON. */
export function readJson(body: Uint8Array): Result<unknown, MappingFailure> {
  try {
    return succeed(JSON.parse(utf8.decode(body)))
  } catch (error) {
    // The engine's own message quotes the body, which may hold personal data.
    const detail = error instanceof SyntaxError ? 'is not JSON' : 'is not UTF-8 text'
    return refuse('malformed-body', [{ pointer: '', detail }])
  }
}
