import { describe, expect, it } from 'vitest'
import { textOfBody } from '#shared/connections/body-text.ts'
import { encodedForms } from '#shared/connections/encoded-forms.ts'

/** By Node's own tables, and not by ours. */
const writers: Record<string, (text: string) => Buffer> = {
  'UTF-8': (text) => Buffer.from(`${text}\0`),
  'Latin-1': (text) => Buffer.from(text, 'latin1'),
  'UTF-16, little end first': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16, big end first': (text) => Buffer.from(text, 'utf16le').swap16(),
}

function keptAs(encoding: string, text: string): string {
  const body = writers[encoding]?.(`{"mail":"${text}","éł":1}`)
  return textOfBody(Uint8Array.from(body ?? []), 1_000).toLowerCase()
}

describe('encodedForms', () => {
  it.each<[string, string]>([
    ['ada@example.com', 'UTF-16, little end first'],
    ['ada@example.com', 'UTF-16, big end first'],
    ...Object.keys(writers).map((encoding): [string, string] => ['josé%1@example.com', encoding]),
    ['юлия@example.com', 'UTF-8'],
    ['юлия@example.com', 'UTF-16, little end first'],
    ['юлия@example.com', 'UTF-16, big end first'],
    ['\u{1f600}@example.com', 'UTF-16, big end first'],
  ])('finds %s in a body of %s, as it is kept', (text, encoding) => {
    const kept = keptAs(encoding, text)
    expect(kept).not.toContain(text)
    expect(encodedForms(text).some((form) => kept.includes(form))).toBe(true)
    const another = keptAs(encoding, text.replace('@example', '@else'))
    expect(encodedForms(text).some((form) => another.includes(form))).toBe(false)
  })

  it('knows every place of Windows-1252', () => {
    for (let byte = 0x80; byte <= 0xff; byte += 1) {
      const letter = new TextDecoder('windows-1252').decode(Uint8Array.of(byte))
      expect(encodedForms(letter)).toContain(`%${byte.toString(16)}`)
    }
  })

  it('has no form for what Windows-1252 lacks, nor one that is the text itself', () => {
    expect(encodedForms('ł')).toHaveLength(3)
    expect(encodedForms('ada')).toEqual(['a%00d%00a%00', '%00a%00d%00a'])
  })
})
