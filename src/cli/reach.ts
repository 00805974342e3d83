import { connect } from 'node:net'

const TIMEOUT_MS = 2_000

/** Whether something takes TCP connections at an address. */
export interface Reach {
  address: string
  /** Why not; `undefined` if it does. */
  failure: string | undefined
}

/** Tries each of several addresses, joined by `;` or `,`. */
export function reach(addresses: string, signal: AbortSignal): Promise<Reach[]> {
  const each = addresses.split(/[;,]/).map(address => address.trim().replace(/^https?:\/\//i, ''))
  return Promise.all(each.filter(address => address !== '').map(address => tryOne(address, signal)))
}

function tryOne(address: string, signal: AbortSignal): Promise<Reach> {
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(address) ?? []
  if (port === '') return Promise.resolve({ address, failure: 'it has no port' })
  return new Promise(resolve => {
    const socket = connect({ host, port: Number(port) })
    const end = (failure: string | undefined) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ address, failure })
    }
    const timer = setTimeout(() => end(`no answer within ${TIMEOUT_MS} ms, as behind a firewall`), TIMEOUT_MS)
    signal.addEventListener('abort', () => end('interrupted'), { once: true })
    socket.on('connect', () => end(undefined))
    socket.on('error', (error: NodeJS.ErrnoException) => end(wordsFor(error)))
  })
}

function wordsFor({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'refused, nothing listens there'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name cannot be resolved'
  return message
}
