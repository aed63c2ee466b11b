import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { repositoryRoot } from '#scripts/repository-root.ts'

/** The folder of one public dataset, or undefined where it is not on this machine. `PATRON_DATA` names the folder of all. */
export function publicDataFolder(name: string): string | undefined {
  const folder = join(process.env.PATRON_DATA ?? join(repositoryRoot, '../shared/data'), name)
  return existsSync(folder) ? folder : undefined
}

/** The lines of a gzipped text file, without empty ones. */
export function gzippedLines(folder: string, file: string): string[] {
  const text = gunzipSync(readFileSync(join(folder, file))).toString()
  return text.split(/\r?\n/).filter((line) => line !== '')
}
