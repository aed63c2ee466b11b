import { parseArgs } from 'node:util'
import { putFaultIn } from './put-fault-in.ts'

/**
 * Tells shop histories with the fault named by `--fault` in the product (none without), one seed after the other, until
 * the checker finds something. Writes what it found, as JSON, and the seed.
 */
const { values } = parseArgs({
  options: { fault: { type: 'string' }, 'first-seed': { type: 'string' }, seeds: { type: 'string' } },
})
if (values.fault !== undefined) putFaultIn(values.fault)
// Loaded only now, so that the fault is in what it loads.
const { simulateShop } = await import('../memory/simulate-shop.ts')

const firstSeed = Number(values['first-seed'])
let found: { readonly seed: number; readonly differences: string[] } | undefined
for (let seed = firstSeed; found === undefined && seed < firstSeed + Number(values.seeds); seed += 1) {
  const differences = await simulateShop(seed, 0.03)
  if (differences.length > 0) found = { seed, differences }
}
console.log(JSON.stringify(found ?? null))
