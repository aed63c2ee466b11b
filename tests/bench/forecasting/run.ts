import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { repositoryRoot } from '#scripts/repository-root.ts'
import type { ModelFigure, ModelTask } from '../models/model-figure.ts'
import { isReached, printModelFigures } from '../models/print-model-figures.ts'
import { publicDataFolder } from '../models/public-data.ts'

const folder = join(repositoryRoot, 'tests/bench/forecasting/tasks')
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
for (const name of positionals.length > 0 ? positionals : names) {
  const { task } = (await import(join(folder, `${name}.ts`))) as { task: ModelTask }
  const data = task.data === null ? '' : publicDataFolder(task.data)
  if (data === undefined) console.log(`${name}: skipped, for the dataset ${task.data} is not here`)
  else figures.push(...(await task.measure(data)))
}

printModelFigures(figures)
const missed = figures.filter((figure) => isReached(figure) === false)
console.log(`\n${figures.length} figures, ${missed.length} short of their goal`)
