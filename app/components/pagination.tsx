import { ButtonLink } from './button.tsx'

interface PaginationProps {
  /** Addresses of the pages there are; absent when there is none. */
  firstHref?: string | undefined
  nextHref?: string | undefined
  summary: string
  /** What is being paged through, for the landmark's name. */
  label: string
}

/** Forward page by page, and back to the first; the browser's own Back leads to the page before. */
export function Pagination({ firstHref, nextHref, summary, label }: PaginationProps) {
  return (
    <nav className="pagination" aria-label={label}>
      <p className="small quiet">{summary}</p>
      <div className="row">
        {firstHref === undefined ? null : (
          <ButtonLink to={firstHref} small>
            First page
          </ButtonLink>
        )}
        {nextHref === undefined ? null : (
          <ButtonLink to={nextHref} small>
            Next page
          </ButtonLink>
        )}
      </div>
    </nav>
  )
}
