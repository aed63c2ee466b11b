type PageView = {
  readonly type: 'page'
  readonly timestamp: string
  readonly name: string
  readonly properties: Readonly<Record<string, unknown>>
}

/** A view of the page as it is now; `properties` come on top of what can be read off it. */
export function newPageView(
  name = document.title,
  properties: Readonly<Record<string, unknown>> = {},
): PageView {
  const { href, pathname, search } = location
  return {
    type: 'page',
    timestamp: new Date().toISOString(),
    name,
    properties: {
      url: href,
      path: pathname,
      search,
      title: document.title,
      referrer: document.referrer,
      ...properties,
    },
  }
}

/**
 * Calls `view` for this page, and again whenever a shop that runs in one page goes on to another address. The page
 * before is the referrer then, which the browser does not say.
 */
export function watchPages(view: (properties: { referrer?: string }) => void): void {
  let last = ''
  const look = () => {
    const here = location.href.split('#')[0] ?? ''
    if (here === last) return
    const referrer = last
    last = here
    view(referrer === '' ? {} : { referrer })
  }
  // Afterwards, because most shops set the title only once the address has changed.
  const lookSoon = () => setTimeout(look)
  for (const method of ['pushState', 'replaceState'] as const) {
    const original = history[method]
    history[method] = function (this: History, ...args: Parameters<History['pushState']>) {
      original.apply(this, args)
      lookSoon()
    }
  }
  addEventListener('popstate', lookSoon)
  look()
}
