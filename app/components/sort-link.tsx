import { Link } from '@remix-run/react'
import { Icon } from './icon.tsx'

/** A column head that sorts by its column; a second click turns the order round. */
export function SortLink({
  to,
  label,
  sorted,
}: {
  to: string
  label: string
  sorted: 'asc' | 'desc' | undefined
}) {
  return (
    <Link to={to} className="sort-link" preventScrollReset>
      {label}
      {sorted === undefined ? null : <Icon name={sorted === 'asc' ? 'up' : 'down'} />}
    </Link>
  )
}
