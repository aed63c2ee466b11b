import type { PrivacyRequestView } from '#shared/contracts/privacy.ts'
import { Badge } from '../components/badge.tsx'
import { formatDate } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'
import { dueWords } from './due-words.ts'

interface DueBadgeProps {
  request: Pick<PrivacyRequestView, 'dueAt' | 'completedAt'>
  /** When the page was made: the same on the server and in the browser. */
  nowMs: number
}

/** By when a request has to be answered, and how long that is; of an answered one, when it was. */
export function DueBadge({ request: { dueAt, completedAt }, nowMs }: DueBadgeProps) {
  const timeZone = useTimeZone()
  if (completedAt !== null) return <>Answered {formatDate(completedAt, timeZone)}</>
  if (dueAt === null) return <>No deadline</>
  const { words, tone } = dueWords(dueAt, nowMs)
  return (
    <span>
      <Badge tone={tone}>{words}</Badge>
      <span className="cell-note">by {formatDate(dueAt, timeZone)}</span>
    </span>
  )
}
