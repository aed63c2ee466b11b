import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { type Figure, ratioOf } from './figure.ts'
import { machineLines } from './machine.ts'
import { measuredText } from './print-figures.ts'

/** Rewrites docs/benchmarks.md with the figures of a whole run. */
export function writeReport(figures: readonly Figure[], now: Date, elapsedMs: number): void {
  const missed = figures.filter((figure) => figure.goal?.isMet === false)
  const lines = [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; a single row is measured with `npm run bench -- accepted-events`, say. Everything runs',
    'on one machine over loopback: real workerd, Durable Objects, D1 and R2 on a real disk, and the sender of the load',
    'in a process of its own. Other work on the machine lowers the figures, so trust the ratio to the plain baseline,',
    'measured in the same run, more than the figure.',
    '',
    `- ${now.toISOString().slice(0, 16).replace('T', ' ')} UTC, whole run ${Math.round(elapsedMs / 1000)} s`,
    ...machineLines().map((line) => `- ${line}`),
    '',
    '| what | measured | plain baseline | ratio | goal | |',
    '|---|---|---|---|---|---|',
    ...figures.map(tableRow),
    '',
    missed.length === 0
      ? 'All goals are met in this run.'
      : `Missed in this run: ${missed.map((figure) => `${figure.name} (${figure.goal?.text})`).join('; ')}.`,
    '',
    ...figures.flatMap((figure) => (figure.note === undefined ? [] : [`- ${figure.name}: ${figure.note}`])),
    '',
  ]
  writeFileSync(join(repositoryRoot, 'docs/benchmarks.md'), lines.join('\n'))
}

function tableRow(figure: Figure): string {
  const { name, measured, baseline, goal } = figure
  const ratio = ratioOf(figure)
  const cells = [
    name,
    measured.unit === 'exact' ? (measured.value === 1 ? 'equal' : 'different') : measuredText(measured),
    baseline === undefined ? '' : `${measuredText(baseline)} (${baseline.name})`,
    ratio === undefined ? '' : ratio.toFixed(2),
    goal?.text ?? '',
    goal === undefined ? '' : goal.isMet ? 'met' : '**missed**',
  ]
  return `| ${cells.join(' | ')} |`
}
