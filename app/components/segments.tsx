import { Link } from '@remix-run/react'

interface SegmentsProps {
  label: string
  options: readonly { readonly label: string; readonly to: string; readonly isCurrent: boolean }[]
}

/** A choice of a few views of the same page, as links, so that each view has its address. */
export function Segments({ label, options }: SegmentsProps) {
  return (
    <nav className="segments" aria-label={label}>
      {options.map((option) => (
        <Link
          key={option.to}
          to={option.to}
          aria-current={option.isCurrent ? 'page' : undefined}
          preventScrollReset
        >
          {option.label}
        </Link>
      ))}
    </nav>
  )
}
