import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

interface StateProps {
  title: string
  children: ReactNode
  icon?: IconName
  /** What to do about it. */
  actions?: ReactNode
}

/** There is nothing here yet: why, and what would change that. */
export function EmptyState({ title, children, icon = 'inbox', actions }: StateProps) {
  return (
    <div className="state">
      <Icon name={icon} />
      <h3>{title}</h3>
      <p>{children}</p>
      {actions === undefined ? null : <div className="row">{actions}</div>}
    </div>
  )
}

/** It did not work: what happened, in words, and what to do. The heading is the page's own when it fills the page. */
export function ErrorState({
  title,
  children,
  actions,
  heading = 'h3',
}: StateProps & { heading?: 'h1' | 'h3' }) {
  const Heading = heading
  return (
    <div className="state state-error">
      <Icon name="warning" />
      <Heading>{title}</Heading>
      <p>{children}</p>
      {actions === undefined ? null : <div className="row">{actions}</div>}
    </div>
  )
}

/** The shape of what is on its way. */
export function LoadingState({ label, lineCount = 6 }: { label: string; lineCount?: number }) {
  const lines = Array.from({ length: lineCount }, (_, index) => index + 1)
  return (
    <div role="status">
      <span className="visually-hidden">{label}</span>
      <div className="skeleton" aria-hidden="true">
        {lines.map((line) => (
          <span key={line} />
        ))}
      </div>
    </div>
  )
}
