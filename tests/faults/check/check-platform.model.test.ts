import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { deliberateFaults } from '../deliberate/deliberate-faults.ts'

const firstSeed = 20261121
/** Histories without a fault, and at most with one, until it is found. */
const soundCount = 5
const faultyCount = 30
const script = fileURLToPath(new URL('../deliberate/run-with-fault.ts', import.meta.url))

/** What the checker finds in up to `seedCount` histories with a fault in the product, in a process of its own. */
async function findingsOf(fault: string | undefined, seedCount: number): Promise<string[]> {
  const args = ['--first-seed', String(firstSeed), '--seeds', String(seedCount)]
  const faultArgs = fault === undefined ? [] : ['--fault', fault]
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, ...args, ...faultArgs],
    { maxBuffer: 100_000_000 },
  )
  return JSON.parse(stdout)?.differences ?? []
}

describe.concurrent('checkPlatform', () => {
  it(`finds nothing where nothing is wrong, whatever fails, crashes, repeats or overtakes (${soundCount} seeds from ${firstSeed})`, async ({
    expect,
  }) => {
    expect(await findingsOf(undefined, soundCount)).toEqual([])
  })

  it.each(deliberateFaults)('finds out when $name', async ({ name }) => {
    const findings = await findingsOf(name, faultyCount)
    // Words of the harness, that it waited in vain, are not the checker's.
    expect(findings.filter((words) => !words.startsWith('Error:'))).not.toEqual([])
  })
})
