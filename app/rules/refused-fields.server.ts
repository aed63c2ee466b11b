import type { ClientFailure } from '#shared/contracts/client.ts'

/** What the API says against the fields of a form: by JSON pointer from `base` on, without its first slash. */
export function refusedFields({ problem }: ClientFailure, base = ''): Record<string, string> {
  const errors = problem?.errors ?? []
  return Object.fromEntries(
    errors
      .filter(({ pointer }) => pointer.startsWith(`${base}/`))
      .map(({ pointer, detail }) => [pointer.slice(base.length + 1), `${detail}.`.replace(/\.\.$/, '.')]),
  )
}
