import { Icon, type IconName } from '../components/icon.tsx'
import type { Likeness } from './compare-sides.ts'

const marks: Record<Likeness, { icon: IconName; words: string }> = {
  same: { icon: 'same', words: 'The same' },
  partly: { icon: 'partly', words: 'Partly the same' },
  different: { icon: 'different', words: 'Different' },
  'one-sided': { icon: 'level', words: 'Not on all sides' },
}

/** How the sides of a row stand to each other: as a sign, and in words. */
export function LikenessMark({ likeness }: { likeness: Likeness }) {
  const { icon, words } = marks[likeness]
  return (
    <span className={`likeness likeness-${likeness}`}>
      <Icon name={icon} />
      {words}
    </span>
  )
}
