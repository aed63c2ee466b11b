import { Link } from '@remix-run/react'
import { Icon, type IconName } from './icon.tsx'

interface PlaceListProps {
  places: readonly {
    readonly to: string
    readonly label: string
    readonly about: string
    readonly icon: IconName
  }[]
}

/** Pages to go on to, each with a line about it. */
export function PlaceList({ places }: PlaceListProps) {
  return (
    <ul className="place-list">
      {places.map(({ to, label, about, icon }) => (
        <li key={to}>
          <Link to={to}>
            <Icon name={icon} />
            <strong>{label}</strong>
            <span className="small quiet">{about}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
