import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './repository-root.ts'

/** So many of the commonest are kept, whatever their length: most people only put digits behind one. */
const commonestCount = 10_000
/** What the shortest password that is taken has; the check itself cannot be asked, as it needs the file. */
const shortestPassword = 12

/**
 * Writes shared/access/leaked-passwords.json anew: `node scripts/write-leaked-passwords.ts <folder>`, with the folder that
 * the package @zxcvbn-ts/language-common was unpacked in (`npm pack`). It is no dependency, as one list of it is used.
 */
const folder = process.argv[2]
if (folder === undefined) throw new Error('Name the folder of @zxcvbn-ts/language-common')
const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
const listed: string[] = JSON.parse(readFileSync(join(folder, 'src/passwords.json'), 'utf8'))
const kept = listed.filter((word, rank) => rank < commonestCount || [...word].length >= shortestPassword)
const file = {
  source: `${name} ${version}, src/passwords.json: passwords by how often they were found in leaks, the commonest first`,
  licence: readFileSync(join(folder, 'LICENSE.txt'), 'utf8').trim(),
  passwords: kept.join(' '),
}
writeFileSync(
  join(repositoryRoot, 'shared/access/leaked-passwords.json'),
  `${JSON.stringify(file, null, 2)}\n`,
)
console.log(`${kept.length} passwords`)
