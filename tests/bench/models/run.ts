import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { repositoryRoot } from '#scripts/repository-root.ts'
import type { ModelFigure, ModelTask } from './model-figure.ts'
import { isReached, printModelFigures } from './print-model-figures.ts'
import { publicDataFolder } from './public-data.ts'

const folder = join(repositoryRoot, 'tests/bench/models/tasks')
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .sort()

const { positionals } = parseArgs({ allowPositionals: true })
const unknown = positionals.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  throw new Error(`no task is named ${unknown.join(', ')}; there are ${names.join(', ')}`)
}

const figures: ModelFigure[] = []
const skipped: string[] = []
for (const name of positionals.length > 0 ? positionals : names) {
  const { task } = (await import(join(folder, `${name}.ts`))) as { task: ModelTask }
  const data = task.data === null ? '' : publicDataFolder(task.data)
  if (data === undefined) {
    console.log(`${name}: skipped, for the dataset ${task.data} is not here`)
    skipped.push(name)
    continue
  }
  const startedMs = performance.now()
  const measured = await task.measure(data)
  console.log(`${name}: ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`)
  figures.push(...measured)
}

console.log('')
if (figures.length > 0) printModelFigures(figures)
const missed = figures.filter((figure) => isReached(figure) === false)
console.log(
  `\n${figures.length} figures, ${missed.length} short of their goal, ${skipped.length} tasks skipped`,
)
