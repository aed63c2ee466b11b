import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { toolPath } from './run-tool.ts'

/**
 * `npm test`: types and lint are checked beside the tests, which often wait for a timer or a browser. What the checks
 * say comes when they fail, and again at the end. Arguments go to vitest.
 */
const checks = spawn('npm run check 2>&1', { shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
const checked = Promise.all([exitCode(checks), text(checks.stdout)]).then(([code, output]) => {
  const complaint = code === 0 ? '' : `\nTypes and lint are NOT in order:\n${output}`
  if (complaint !== '') console.error(complaint)
  return complaint
})
const tests = spawn(toolPath('vitest'), ['run', ...process.argv.slice(2)], { stdio: 'inherit' })
const testsCode = await exitCode(tests)
const complaint = await checked
console.log(complaint === '' ? 'Types and lint are in order.' : complaint)
process.exitCode = testsCode === 0 && complaint === '' ? 0 : 1

/** NaN when a signal ended it. */
async function exitCode(child: ChildProcess): Promise<number> {
  const [code] = await once(child, 'exit')
  return code ?? Number.NaN
}
