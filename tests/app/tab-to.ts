import type { Page } from 'playwright-core'

const mostSteps = 80

/** Goes on with the Tab key until the thing with these words has the focus. Throws when the keyboard never gets there. */
export async function tabTo(page: Page, words: string): Promise<void> {
  for (let step = 0; step < mostSteps; step += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
      return [element?.textContent, ...labels.map((label) => label.textContent)].join(' ').trim()
    })
    if (focused.startsWith(words)) return
  }
  throw new Error(`the Tab key does not lead to "${words}"`)
}
