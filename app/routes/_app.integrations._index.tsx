import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { PageHeader } from '../components/page-header.tsx'
import { GalleryCard } from '../connections/gallery-card.tsx'
import { OtherDoors, waysIn, waysOut } from '../connections/other-doors.tsx'
import { groupSources } from '../connections/source-groups.ts'

export const meta: MetaFunction = () => [{ title: 'Integrations · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const api = await apiClient(args)
  const [sources, connections] = await Promise.all([api.listSources(), api.listConnections()])
  return { ...expectSuccess(sources, request), ...expectSuccess(connections, request) }
}

export default function IntegrationsPage() {
  const { sources, connections } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <PageHeader
        title="Integrations"
        lead="Connect what the shop runs already. You see at once that events arrive, and what became of each."
      />
      {groupSources(sources).map((group) => (
        <section key={group.title} className="gallery-group">
          <h2>{group.title}</h2>
          <ul className="gallery">
            {group.sources.map((source) => (
              <GalleryCard
                key={source.source}
                source={source}
                connections={connections.filter((connection) => connection.source === source.source)}
              />
            ))}
          </ul>
        </section>
      ))}
      <section className="gallery-group">
        <h2>Files and codes</h2>
        <ul className="gallery">
          <OtherDoors doors={waysIn} />
        </ul>
      </section>
      <section className="gallery-group">
        <h2>To other systems</h2>
        <ul className="gallery">
          <OtherDoors doors={waysOut} />
        </ul>
      </section>
    </div>
  )
}
