import { Link } from '@remix-run/react'

/** The pages above this one, the highest first. */
export function WhereItIs({ trail }: { trail: readonly { readonly to: string; readonly label: string }[] }) {
  return (
    <nav aria-label="Where this page is" className="row small">
      {trail.map(({ to, label }) => (
        <Link key={to} to={to}>
          {label}
        </Link>
      ))}
    </nav>
  )
}
