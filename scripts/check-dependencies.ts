import { spawnSync } from 'node:child_process'
import { readAudit } from './dependency-audit.ts'
import { repositoryRoot } from './repository-root.ts'

/**
 * Asks the registry whether anything that is installed has a known weakness. Fails for a high or critical one in what is
 * shipped. A registry that keeps no advisories, as mirrors do not, is named and fails nothing: then nothing was checked.
 */
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: repositoryRoot,
  encoding: 'utf8',
})
const outcome = readAudit(stdout ?? '')
console.log(outcome.words)
process.exit(outcome.isPassed ? 0 : 1)
