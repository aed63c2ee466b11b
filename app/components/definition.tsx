import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

interface DefinitionProps {
  subject: string
  /** Only the question mark is seen; the words are still heard. */
  iconOnly?: boolean
  children: ReactNode
}

/** How a figure comes about, one click away from the figure. `subject` tells many of them on one page apart. */
export function Definition({ subject, iconOnly = false, children }: DefinitionProps) {
  return (
    <details className="definition">
      <summary>
        <Icon name="question" />
        <span className={iconOnly ? 'visually-hidden' : 'label'}>
          How it is computed<span className="visually-hidden">: {subject}</span>
        </span>
      </summary>
      <div>{children}</div>
    </details>
  )
}
