import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { checkPlatform } from '../check/check-platform.ts'
import { AcceptedShop } from '../shop/accepted-shop.ts'
import { EventDraw } from '../shop/draw-events.ts'
import type { Teller } from '../shop/story-acts.ts'
import { BreakablePlatform } from './breakable-platform.ts'
import { buildFaultyWorker } from './build-worker.ts'
import { HttpShop } from './http-shop.ts'
import { readStateFolder } from './read-state-folder.ts'
import { StepServer } from './step-server.ts'

/** A platform to break, what it has accepted so far, and what the checks have found. All parts of a run share it. */
export class FaultSuite {
  readonly platform: BreakablePlatform
  readonly steps: StepServer
  readonly accepted = new AcceptedShop()
  readonly shop: HttpShop
  readonly random: RandomSource
  /** In words; empty as long as nothing was lost or came twice. */
  readonly differences: string[] = []
  checkCount = 0
  readonly #folder: string
  #tellerCount = 0

  private constructor(folder: string, steps: StepServer, seed: number) {
    this.#folder = folder
    this.steps = steps
    this.platform = new BreakablePlatform(join(folder, 'state'), join(folder, 'worker'))
    this.shop = new HttpShop(this.platform)
    this.random = seededRandom(seed)
  }

  static async start(seed: number): Promise<FaultSuite> {
    const folder = mkdtempSync(join(tmpdir(), 'patron-faults-'))
    const suite = new FaultSuite(folder, await StepServer.start(), seed)
    buildFaultyWorker(join(folder, 'worker'))
    await suite.platform.restart()
    return suite
  }

  newTeller(): Teller {
    this.#tellerCount += 1
    const draw = new EventDraw(this.random, `teller-${this.#tellerCount}`)
    return { shop: this.shop, accepted: this.accepted, random: this.random, draw }
  }

  /** Waits until everything is settled, stops, and compares what is on disk with what was accepted. */
  async check(): Promise<void> {
    await this.platform.restart({})
    await this.shop.settled()
    await this.platform.stop()
    const contents = readStateFolder(this.platform.stateFolder)
    this.differences.push(...checkPlatform(this.accepted, contents))
    contents.close()
    this.checkCount += 1
  }

  async remove(): Promise<void> {
    await this.platform.stop()
    this.steps.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
