import { expect, it } from 'vitest'
import { unreadableBody } from '#workers/http/unreadable-body.ts'

it.each([
  ['br', 'unsupported-media-type', 'The body is packed with br: only gzip is taken'],
  ['Deflate', 'unsupported-media-type', 'The body is packed with deflate: only gzip is taken'],
  ['gzip, zstd', 'unsupported-media-type', 'The body is packed with zstd: only gzip is taken'],
  ['gzip', 'malformed-request', 'is not JSON'],
  ['utf-8', 'malformed-request', 'is not JSON'],
  [undefined, 'malformed-request', 'is not JSON'],
])('says of a body called %s what is wrong with it', async (packing, code, detail) => {
  const headers = new Headers(packing === undefined ? {} : { 'content-encoding': packing })
  expect(unreadableBody(headers, 'is not JSON')).toMatchObject({ code, extra: { detail } })
})
