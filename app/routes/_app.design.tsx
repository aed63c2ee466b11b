import type { MetaFunction } from '@remix-run/cloudflare'
import { PageHeader } from '../components/page-header.tsx'
import { ChartGallery } from '../design-system/chart-gallery.tsx'
import { ComponentGallery } from '../design-system/component-gallery.tsx'
import { TokenGallery } from '../design-system/token-gallery.tsx'

export const meta: MetaFunction = () => [{ title: 'Design system · Patron' }]

export default function DesignPage() {
  return (
    <div className="stack">
      <PageHeader title="Design system" lead="Every token and component the screens are made of." />
      <TokenGallery />
      <ComponentGallery />
      <ChartGallery />
    </div>
  )
}
