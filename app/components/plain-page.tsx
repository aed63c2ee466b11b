import type { ReactNode } from 'react'
import { Brand } from './brand.tsx'

interface PlainPageProps {
  title: string
  lead?: ReactNode
  children: ReactNode
}

/** A page for somebody who is not signed in: one panel with what there is to do. */
export function PlainPage({ title, lead, children }: PlainPageProps) {
  return (
    <main className="plain-page" id="main">
      <div className="plain-panel">
        <Brand />
        <div>
          <h1>{title}</h1>
          {lead === undefined ? null : <p className="quiet">{lead}</p>}
        </div>
        {children}
      </div>
    </main>
  )
}
