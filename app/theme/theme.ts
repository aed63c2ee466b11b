/** How the dashboard may look; `system` follows the device. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The theme a text names, or `system`. */
export function parseTheme(text: unknown): Theme {
  return themes.find((theme) => theme === text) ?? 'system'
}
