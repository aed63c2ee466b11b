import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

const icons = { info: 'question', good: 'check', warn: 'warning', bad: 'warning' } as const

/** Something to know before going on. A bad one interrupts, the others wait their turn. */
export function Notice({ tone = 'info', children }: { tone?: keyof typeof icons; children: ReactNode }) {
  return (
    <div
      className={tone === 'info' ? 'notice' : `notice notice-${tone}`}
      role={tone === 'bad' ? 'alert' : 'status'}
    >
      <Icon name={icons[tone]} />
      <div>{children}</div>
    </div>
  )
}
