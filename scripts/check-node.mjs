// Plain JavaScript on purpose: it must run on the very Node that is too old for the rest.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`Patron needs Node 22.18 or newer and found ${process.versions.node}.
It brings its own with \`npm ci\` on Linux, macOS and Windows. If that was skipped (--omit=optional), run \`npm ci\` again.`)
  process.exit(1)
}
