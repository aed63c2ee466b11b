import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { ApiKeyTable } from '../api-keys/api-key-table.tsx'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { countOf } from '../format/format-number.ts'
import { useMay } from '../session/use-session.ts'

export const meta: MetaFunction = () => [{ title: 'API keys · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const { apiKeys } = expectSuccess(await api.listApiKeys(), args.request)
  return { apiKeys }
}

export default function ApiKeysPage() {
  const { apiKeys } = useLoaderData<typeof loader>()
  const mayMake = useMay('api-keys:manage')
  const isRevoked = useSearchParams()[0].get('revoked') === 'yes'
  return (
    <>
      <PageHeader
        title="API keys"
        lead="What programs and web pages call Patron with. Only a mark of each key is kept, so none can be shown again."
      >
        {mayMake ? (
          <ButtonLink to="/settings/api-keys/new" look="primary">
            New key
          </ButtonLink>
        ) : null}
      </PageHeader>
      {isRevoked ? (
        <Notice tone="good">Revoked. Within seconds, nothing that is sent with it is taken.</Notice>
      ) : null}
      <Card title="Keys" note={countOf(apiKeys.length, 'key')}>
        {apiKeys.length === 0 ? (
          <EmptyState title="No keys yet" icon="key">
            A key that may only send events goes into the pages of the shop; others are for programs of yours.
          </EmptyState>
        ) : (
          <ApiKeyTable apiKeys={apiKeys} />
        )}
      </Card>
    </>
  )
}
