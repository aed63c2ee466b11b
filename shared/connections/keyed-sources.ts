/**
 * Sources whose calls come in under a key. It says which connection they are of, so that needs no row; and it may be one that
 * stands in a page for everybody to read.
 */
export const keyedSources: ReadonlySet<string> = new Set(['tracking', 'pos'])
