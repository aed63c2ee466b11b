import { Link } from '@remix-run/react'

/** The mark, two rings that become one, and the name; leads to the start. */
export function Brand() {
  return (
    <Link to="/" className="brand">
      <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="9" fill="#0f3b31" />
        <circle cx="13" cy="16" r="6.5" fill="none" stroke="#8fe0c6" strokeWidth="3" />
        <circle cx="19" cy="16" r="6.5" fill="none" stroke="#f3c15f" strokeWidth="3" />
      </svg>
      Patron
    </Link>
  )
}
