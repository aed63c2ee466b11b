import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { Links, Meta, Outlet, Scripts, ScrollRestoration } from '@remix-run/react'
import { type ReactNode, useContext } from 'react'
import { ErrorPage } from './components/error-page.tsx'
import { RefreshWithoutScript } from './components/refresh-without-script.tsx'
import { RouteFocus } from './components/route-focus.tsx'
import { NonceContext } from './nonce-context.ts'
import './styles/all.css'
import { readTheme } from './theme/theme-cookie.server.ts'
import { useTheme } from './theme/use-theme.ts'

export const meta: MetaFunction = ({ error }) => [{ title: error ? 'Problem · Patron' : 'Patron' }]

export async function loader({ request }: LoaderFunctionArgs) {
  return { theme: await readTheme(request) }
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext)
  const theme = useTheme()
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
        <RefreshWithoutScript />
      </head>
      <body>
        {children}
        <RouteFocus />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary() {
  return (
    <main className="plain-page" id="main">
      <ErrorPage />
    </main>
  )
}
