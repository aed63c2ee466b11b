/** The server part of the dashboard, which exists once `remix vite:build` has run. */
declare module '*/build/server/index.js' {
  import type { ServerBuild } from '@remix-run/cloudflare'

  const build: ServerBuild
  export = build
}
