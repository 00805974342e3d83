import process from 'node:process'
import { parseArgs } from 'node:util'

const USAGE = `npm run drill -- NAME, which takes minutes and prints what it cost. NAME is one of
  local, proxy, broker, one-proxy, one-broker [--rounds 3] [--down-ms 1000] [--client ours|official]
  links [--seconds 20] [--transport direct|grpc-js] [--only PART-OF-A-LINK'S-NAME]
  processes
  soak [--messages 1000000] [--minutes 30] [--picture FILE]
  nodes [VERSION…]`

const kill = () => import('./kill.js')

/** What runs by name because it takes minutes, each in a file of its own. */
const DRILLS = new Map<string, () => Promise<unknown>>([
  ['local', kill],
  ['proxy', kill],
  ['broker', kill],
  ['one-proxy', kill],
  ['one-broker', kill],
  ['links', () => import('./links.js')],
  ['processes', () => import('./processes.js')],
  ['soak', () => import('./soak.js')],
  ['nodes', () => import('./nodes.js')],
])

const [name = '', ...rest] = process.argv.slice(2)
const { client = 'ours', transport = 'direct' } = parseArgs({
  args: rest,
  options: { client: { type: 'string' }, transport: { type: 'string' } },
  strict: false,
}).values
const drill = DRILLS.get(name)

if (
  drill !== undefined &&
  ['ours', 'official'].includes(`${client}`) &&
  ['direct', 'grpc-js'].includes(`${transport}`)
)
  await drill().catch((error: NodeJS.ErrnoException) => {
    if (error.code?.startsWith('ERR_PARSE_ARGS') !== true) throw error
    complain(error.message)
  })
else complain()

function complain(reason = ''): void {
  console.error(`${reason}\n${USAGE}`.trim())
  process.exitCode = 1
}
