import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { repositoryRoot } from '#scripts/repository-root.ts'

const cacheFolder = join(repositoryRoot, 'node_modules/.cache/chromium')
/** The package holds a Chromium for this platform alone. */
export const hasPackagedBrowser = process.platform === 'linux' && process.arch === 'x64'

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

let kept: Promise<Browser | undefined> | undefined

/**
 * A real Chromium: CHROME_PATH if it is set, else the one that came with `npm ci` (Linux x64), else one of the system.
 * Undefined when there is none; then browser tests say that they skip. A process has one for all its files: closing it
 * closes its windows, and the process's end is its end.
 */
export function launchBrowser(): Promise<Browser | undefined> {
  kept ??= launchKept()
  return kept
}

async function launchKept(): Promise<Browser | undefined> {
  const browser = await launchNew()
  if (browser !== undefined) {
    browser.close = async () => {
      await Promise.all(browser.contexts().map((context) => context.close()))
    }
    browser.on('disconnected', () => {
      kept = undefined
    })
  }
  return browser
}

async function launchNew(): Promise<Browser | undefined> {
  const own = process.env.CHROME_PATH
  if (own !== undefined) return launch(own, {})
  if (hasPackagedBrowser) return launchPackaged()
  const system = systemBrowsers.find((path) => existsSync(path))
  return system === undefined ? undefined : launch(system, {})
}

async function launchPackaged(): Promise<Browser> {
  const { executable, env } = await unpackChromium()
  return launch(executable, env)
}

/**
 * Unpacks the Chromium that came with `npm ci`, if nobody has yet, and tells how to start it. Two processes must not do so
 * at once: one would start what the other is still writing.
 */
export async function unpackChromium(): Promise<{ executable: string; env: Record<string, string> }> {
  const unpacked = join(cacheFolder, 'unpacked')
  mkdirSync(unpacked, { recursive: true })
  // The package unpacks into the temporary folder, which it reads when it is loaded.
  const before = process.env.TMPDIR
  process.env.TMPDIR = unpacked
  const { default: packaged, inflate } = await import('@sparticuz/chromium')
  const executable = await packaged.executablePath()
  await inflate(join(repositoryRoot, 'node_modules/@sparticuz/chromium/bin/al2023.tar.br'))
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  // Its own fonts.conf names folders of another machine, and without any font Chromium crashes on the first letter.
  const fontFolders = `<dir>${join(unpacked, 'fonts')}</dir><cachedir>${join(cacheFolder, 'font-cache')}</cachedir>`
  writeFileSync(
    join(unpacked, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>${fontFolders}<config></config></fontconfig>`,
  )
  const env = {
    LD_LIBRARY_PATH: join(unpacked, 'al2023/lib'),
    FONTCONFIG_FILE: join(unpacked, 'fonts.conf'),
  }
  return { executable, env }
}

function launch(executablePath: string, env: Record<string, string>): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--headless=shell',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-quic',
    ],
    env: { ...(process.env as Record<string, string>), ...env },
  })
}
