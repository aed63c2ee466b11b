/** What the Pages project is bound to; see app/wrangler.toml. */
export interface DashboardEnv {
  /** The API Worker: the dashboard's only way to data. */
  readonly API: { fetch(request: Request): Promise<Response> }
  /** Signs the session cookie; 32 characters or more. */
  readonly SESSION_COOKIE_SECRET: string
}

declare module '@remix-run/cloudflare' {
  interface AppLoadContext {
    readonly cloudflare: { readonly env: DashboardEnv }
  }
  interface Future {
    v3_singleFetch: true
  }
}
