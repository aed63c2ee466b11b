import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { AuditFilterForm } from '../audit/audit-filter-form.tsx'
import { AuditTable } from '../audit/audit-table.tsx'
import {
  auditAddress,
  auditFileAddress,
  auditQuery,
  isNarrowed,
  parseAuditView,
} from '../audit/audit-view.ts'
import { SealCard } from '../audit/seal-card.tsx'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Icon } from '../components/icon.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Pagination } from '../components/pagination.tsx'
import { EmptyState } from '../components/states.tsx'
import { countOf } from '../format/format-number.ts'

export const meta: MetaFunction = () => [{ title: 'Audit log · Patron' }]

/** `?check=yes` computes the seals again. */
export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const { searchParams } = new URL(request.url)
  const view = parseAuditView(searchParams)
  const api = await apiClient(args)
  const [entries, verification] = await Promise.all([
    api.listAuditEntries(auditQuery(view)),
    searchParams.get('check') === 'yes' ? api.verifyAudit() : undefined,
  ])
  return {
    ...expectSuccess(entries, request),
    view,
    verification: verification && expectSuccess(verification, request),
  }
}

export default function AuditPage() {
  const { entries, nextCursor, view, verification } = useLoaderData<typeof loader>()
  const here = auditAddress(view)
  return (
    <>
      <PageHeader
        title="Audit log"
        lead="What staff and programs did, what they read of customers, and what was refused to them."
      >
        <a className="button" href={auditFileAddress(view)} download="audit-log.csv">
          <Icon name="download" />
          Download as CSV
        </a>
      </PageHeader>
      <SealCard
        verification={verification}
        checkAddress={`${here}${here.includes('?') ? '&' : '?'}check=yes`}
      />
      <Card title="Entries" note={`${countOf(entries.length, 'entry', 'entries')} on this page`}>
        <div className="stack">
          <AuditFilterForm view={view} />
          {entries.length > 0 ? (
            <AuditTable entries={entries} />
          ) : (
            <EmptyState
              title={isNarrowed(view) ? 'No entries like that' : 'Nothing was done yet'}
              icon="history"
              actions={isNarrowed(view) ? <ButtonLink to="/settings/audit">Show all</ButtonLink> : null}
            >
              {isNarrowed(view)
                ? 'None fits what you chose above.'
                : 'Every change, and every look at a customer, is written down here.'}
            </EmptyState>
          )}
          <Pagination
            label="Pages of the audit log"
            summary={`${countOf(entries.length, 'entry', 'entries')} on this page`}
            firstHref={view.cursor === undefined ? undefined : auditAddress({ ...view, cursor: undefined })}
            nextHref={nextCursor === null ? undefined : auditAddress({ ...view, cursor: nextCursor })}
          />
        </div>
      </Card>
    </>
  )
}
