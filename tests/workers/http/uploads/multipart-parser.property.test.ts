import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MultipartParser } from '#workers/http/uploads/multipart-parser.ts'

interface Part {
  name: string
  fileName: string | undefined
  text: string
}

function parse(body: Uint8Array, boundary: string, pieceLength: (index: number) => number): Part[] {
  const parser = new MultipartParser(boundary)
  const parts: { name: string; fileName: string | undefined; bytes: number[] }[] = []
  for (let from = 0, index = 0; from < body.length; index += 1) {
    const length = Math.max(pieceLength(index), 1)
    for (const event of parser.push(body.slice(from, from + length))) {
      if (event.kind === 'part') parts.push({ name: event.name, fileName: event.fileName, bytes: [] })
      else parts.at(-1)?.bytes.push(...event.bytes)
    }
    from += length
  }
  parser.end()
  return parts.map(({ bytes, ...part }) => ({
    ...part,
    text: new TextDecoder().decode(Uint8Array.from(bytes)),
  }))
}

/** Content full of what looks like a boundary and is none. */
const content = fc.string({
  unit: fc.constantFrom('\r\n', '\r', '\n', '--', '-', 'x', '\r\n--', 'bound', 'é'),
})
const form = fc.array(
  fc.record({ name: fc.constantFrom('file', 'mapping', 'note'), isFile: fc.boolean(), text: content }),
  { minLength: 1, maxLength: 4 },
)

describe('MultipartParser', () => {
  it("reads what the platform's own FormData writes, however it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        form,
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
        async (parts, lengths) => {
          const data = new FormData()
          for (const { name, isFile, text } of parts) {
            // A field's line ends are made CRLF by FormData itself; a file's are kept.
            if (isFile) data.append(name, new Blob([text]), `${name}.csv`)
            else data.append(name, text.replaceAll(/\r\n|\r|\n/g, ' '))
          }
          const request = new Response(data)
          const boundary = /boundary=(.+)$/.exec(request.headers.get('content-type') ?? '')?.[1] ?? ''
          const body = new Uint8Array(await request.arrayBuffer())
          const read = parse(body, boundary, (index) => lengths[index % lengths.length] ?? 1)
          expect(read).toEqual(
            parts.map(({ name, isFile, text }) => ({
              name,
              fileName: isFile ? `${name}.csv` : undefined,
              text: isFile ? text : text.replaceAll(/\r\n|\r|\n/g, ' '),
            })),
          )
        },
      ),
      { numRuns: 300 },
    )
  })

  it('reads content that begins like a boundary again and again', () => {
    const text = '\r\n--bound\r\n--boundar\r\n--boundarx--\r\n-'
    const head = '--boundary\r\nContent-Disposition: form-data; name="file"\r\n\r\n'
    const body = new TextEncoder().encode(`preamble\r\n${head}${text}\r\n--boundary--\r\nepilogue`)
    for (let length = 1; length < 40; length += 1) {
      expect(parse(body, 'boundary', () => length)).toEqual([{ name: 'file', fileName: undefined, text }])
    }
  })

  it.each([
    ['before its last boundary', '--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nhalf a fi'],
    ['no name', '--b\r\nContent-Type: text/csv\r\n\r\nx\r\n--b--'],
    ['too long', `--b\r\nX: ${'x'.repeat(20_000)}`],
    ['before its last boundary', ''],
  ])('refuses a body with %s', (message, text) => {
    expect(() => parse(new TextEncoder().encode(text), 'b', () => 1000)).toThrow(message)
  })
})
