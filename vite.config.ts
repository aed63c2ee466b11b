import { cloudflareDevProxyVitePlugin, vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'

/** Builds the dashboard: browser files to build/client, the server part to build/server. */
export default defineConfig({
  plugins: [
    // Gives the development server the bindings of the Pages project; the build does without.
    cloudflareDevProxyVitePlugin({ configPath: 'app/wrangler.toml' }),
    remix({
      appDirectory: 'app',
      ignoredRouteFiles: ['**/.*'],
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: false,
        v3_relativeSplatPath: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  resolve: { mainFields: ['browser', 'module', 'main'] },
  ssr: { resolve: { conditions: ['workerd', 'worker', 'browser'] } },
  build: { target: 'es2022', minify: true },
})
