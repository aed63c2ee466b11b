import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** The files of a folder that hold one of the texts, as UTF-8 or UTF-16, also packed with gzip: `path: text`. */
export function placesWith(folder: string, texts: readonly string[]): string[] {
  return filesIn(folder).flatMap((file) => {
    const bytes = readFileSync(file)
    const contents = [bytes, ...unpacked(bytes)]
    return texts
      .filter((text) =>
        contents.some((each) => each.includes(text) || each.includes(Buffer.from(text, 'utf16le'))),
      )
      .map((text) => `${file.slice(folder.length)}: ${text}`)
  })
}

function unpacked(bytes: Buffer): Buffer[] {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return []
  return [gunzipSync(bytes)]
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
}
