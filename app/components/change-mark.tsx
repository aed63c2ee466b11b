import type { Change } from '../format/change.ts'
import { Icon } from './icon.tsx'

const icons = { up: 'up', down: 'down', same: 'level' } as const
const words = { up: 'up', down: 'down', same: 'unchanged,' } as const

/** A change as arrow, word for those who cannot see the arrow, and figure. */
export function ChangeMark({ change, against }: { change: Change; against: string }) {
  return (
    <span className="change">
      <span className={`change-mark change-${change.direction}`}>
        <Icon name={icons[change.direction]} />
        <span className="visually-hidden">{words[change.direction]} </span>
        {change.text}
      </span>
      <span>{against}</span>
    </span>
  )
}
