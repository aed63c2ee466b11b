import { initialsOf } from '../format/initials.ts'

/** The initials of a source's title: a mark of our own, beside the title and never instead of it. */
export function SourceMark({ title }: { title: string }) {
  return (
    <span className="avatar source-mark" aria-hidden="true">
      {initialsOf(title)}
    </span>
  )
}
