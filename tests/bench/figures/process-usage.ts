import { readFileSync } from 'node:fs'
import { workerdChildren } from '#scripts/workerd-pid.ts'

const ticksPerSecond = 100 // Linux gives CPU time in hundredths of a second, whatever its kernel was built with

/** CPU time that a process has used so far, all threads, in ms. Undefined where there is no /proc. */
export function cpuMs(pid: number): number | undefined {
  const stat = readProc(pid, 'stat')
  // The command may hold spaces and brackets, so the fields are counted from behind its last bracket.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields === undefined) return undefined
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond
}

/** Memory in use by a process, in MB. Undefined where there is no /proc. */
export function residentMb(pid: number): number | undefined {
  const size = /VmRSS:\s+(\d+) kB/.exec(readProc(pid, 'status') ?? '')?.[1]
  return size === undefined ? undefined : Number(size) / 1024
}

/** The workerd processes that this process has started and that still run. */
export function runningWorkerd(): readonly number[] {
  return workerdChildren(process.pid)
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}
