import { parseArgs } from 'node:util'
import { loadWithFault } from './load-with-fault.ts'

/**
 * For each fault named by `--fault` ('' for none) tells shop histories with it in the product, one seed after the other,
 * until the checker finds something. Writes what it found, by fault, as JSON.
 */
const { values } = parseArgs({
  options: {
    fault: { type: 'string', multiple: true, default: [''] },
    'first-seed': { type: 'string' },
    seeds: { type: 'string' },
  },
})
const simulation = import.meta.resolve('../memory/simulate-shop.ts')
const firstSeed = Number(values['first-seed'])
/** Some faults have everything wait in vain, which need not take for ever. */
const patience = 800
const found: Record<string, readonly string[]> = {}
for (const fault of values.fault) {
  const { simulateShop } = await loadWithFault<typeof import('../memory/simulate-shop.ts')>(simulation, fault)
  found[fault] = []
  for (let seed = firstSeed; seed < firstSeed + Number(values.seeds); seed += 1) {
    found[fault] = await simulateShop(seed, 0.03, patience)
    if (found[fault].length > 0) break
  }
}
console.log(JSON.stringify(found))
