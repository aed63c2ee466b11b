#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { readFileSync } from 'node:fs'
import { runCommand } from './patron/run-command.ts'

process.exitCode = await runCommand(process.argv.slice(2), {
  fetch,
  print: console.log,
  printError: console.error,
  readFile: (path) => readFileSync(path, 'utf8'),
  nowMs: Date.now(),
  anySeed: Math.floor(Math.random() * 1_000_000),
})
