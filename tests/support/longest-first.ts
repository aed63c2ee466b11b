import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Platforms and models run for the longest, however short their files are: they come first, so that at the end of a run no
 * worker waits for another's last file.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => /\.(?:e2e|workerd|model)\.test\.ts$/.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
