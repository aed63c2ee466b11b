const specialCharacters: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#039;': "'",
  '&#39;': "'",
  '&#x27;': "'",
  '&apos;': "'",
}

/**
 * What WooCommerce signs with: WordPress keeps the secret as HTML and decodes its special characters, once, before use.
 * A secret that somebody typed with `&amp;` in it is used with `&`.
 */
export function signingKey(secret: string): string {
  return secret.replace(
    /&(?:amp|lt|gt|quot|apos|#0?39|#x27);/g,
    (entity) => specialCharacters[entity] ?? entity,
  )
}
