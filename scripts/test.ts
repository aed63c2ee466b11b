import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { text } from 'node:stream/consumers'
import { toolPath } from './run-tool.ts'

/** Low enough to give way to platforms and browsers, and not so low that a test comes to its time limit meanwhile. */
const behind = 5

/**
 * `npm test`: platforms and browsers often wait for a timer or the disk. Meanwhile the tests that only compute, types and
 * lint go on, so that no core is idle. What those say comes when they fail, and again at the end. Arguments go to vitest,
 * which then runs all tests that they name.
 */
const names = process.argv.slice(2)
const isWhole = names.length === 0
const vitest = toolPath('vitest')
const tests = exitCode(
  spawn(vitest, ['run', ...(isWhole ? ['--project=platform'] : names)], { stdio: 'inherit' }),
)
// Whoever is started from here on is behind as well.
setPriority(behind)
const beside = [keptOutput('npm run check')]
if (isWhole) beside.push(keptOutput(`"${vitest}" run --project=pure`))
const codes = [await tests]
for (const each of beside) {
  const { code, output } = await each
  codes.push(code)
  console.log(output)
}
process.exitCode = codes.every((code) => code === 0) ? 0 : 1

/** Runs a command and keeps what it says. */
async function keptOutput(command: string): Promise<{ code: number; output: string }> {
  const child = spawn(`${command} 2>&1`, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const [code, said] = await Promise.all([exitCode(child), text(child.stdout)])
  const output = `\n${command}: ${code === 0 ? 'in order' : 'NOT in order'}\n${said}`
  if (code !== 0) console.error(output)
  return { code, output }
}

/** NaN when a signal ended it. */
async function exitCode(child: ChildProcess): Promise<number> {
  const [code] = await once(child, 'exit')
  return code ?? Number.NaN
}
