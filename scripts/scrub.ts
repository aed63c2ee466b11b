import { scrubState } from './scrub-state.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined || folder === '--help') {
  console.log(`node scripts/scrub.ts FOLDER

Takes what was deleted out of the files of a platform that is stopped: \`.wrangler/state\` holds traces of forgotten people
in free pages until their space is used again.`)
  process.exit(folder === undefined ? 2 : 0)
}
console.log(`${scrubState(folder)} databases were rewritten`)
