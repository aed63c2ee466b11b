import { type ReactNode, useId } from 'react'
import { Definition } from './definition.tsx'

interface TileProps {
  label: string
  value: string
  /** How the figure comes about, for whoever asks. */
  definition: ReactNode
  /** The change, a sparkline or a few words. */
  children?: ReactNode
}

/** One figure: name, value, what to compare it with, and how it is computed. */
export function Tile({ label, value, definition, children }: TileProps) {
  const labelId = useId()
  return (
    <section className="tile" aria-labelledby={labelId}>
      <h2 className="tile-label" id={labelId}>
        {label}
      </h2>
      <p className="tile-value">{value}</p>
      <div className="tile-foot">{children}</div>
      <Definition subject={label} iconOnly>
        {definition}
      </Definition>
    </section>
  )
}
