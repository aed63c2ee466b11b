import { type ReactNode, useId } from 'react'

interface CardProps {
  title: string
  /** A few words beside the title: a count, a period. */
  note?: ReactNode
  id?: string
  children: ReactNode
}

/** A titled part of a page. */
export function Card({ title, note, id, children }: CardProps) {
  const headingId = useId()
  return (
    <section className="card" aria-labelledby={headingId} id={id}>
      <div className="card-header">
        <h2 id={headingId}>{title}</h2>
        {note === undefined ? null : <p>{note}</p>}
      </div>
      {children}
    </section>
  )
}
