import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where a platform notes the process that holds its state. */
function pidFile(stateFolder: string): string {
  return join(stateFolder, 'workerd.pid')
}

/**
 * Ends a workerd that outlived its parent. When the parent is killed hard, workerd goes on holding the ports and the
 * state, and the next start would meet it.
 */
export function endLeftOverWorkerd(stateFolder: string): void {
  const file = pidFile(stateFolder)
  if (!existsSync(file)) return
  for (const pid of readFileSync(file, 'utf8').split('\n').map(Number)) {
    if (pid > 0 && commandOf(pid).includes('workerd')) process.kill(pid, 'SIGKILL')
  }
  rmSync(file)
}

/** Notes the workerd processes this process has started. */
export function noteWorkerd(stateFolder: string): void {
  mkdirSync(dirname(pidFile(stateFolder)), { recursive: true })
  writeFileSync(pidFile(stateFolder), workerdChildren(process.pid).join('\n'))
}

/** Forgets the note after an orderly stop: by the next start the pid may be somebody else's. */
export function forgetWorkerd(stateFolder: string): void {
  rmSync(pidFile(stateFolder), { force: true })
}

/** The workerd processes a process has started. Empty where there is no `ps` (Windows). */
export function workerdChildren(parentPid: number): number[] {
  return processes()
    .filter((each) => each.parentPid === parentPid && each.command.includes('workerd'))
    .map((each) => each.pid)
}

function commandOf(pid: number): string {
  return processes().find((each) => each.pid === pid)?.command ?? ''
}

function processes(): { pid: number; parentPid: number; command: string }[] {
  try {
    return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .map(([pid, parentPid, ...command]) => ({
        pid: Number(pid),
        parentPid: Number(parentPid),
        command: command.join(' '),
      }))
  } catch {
    return []
  }
}
