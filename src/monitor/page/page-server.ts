import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RocketMQError, reasonOf } from '../../errors.js'
import { EventStream } from './event-stream.js'
import { PageGuard } from './page-guard.js'
import { parseServeOptions, type ServeOptions, type ServeSettings } from './page-options.js'
import { PageRoutes } from './page-routes.js'
import type { PageSource } from './page-source.js'

/** A page that is being served. */
export interface MonitorPage {
  /** Where to open it, with the token if there is one. */
  readonly url: string
  readonly port: number
  /** What callers must know; absent where none is asked for. */
  readonly token: string | undefined
  /** Ends it, with every open connection. Idempotent, never rejects. */
  close(): Promise<void>
}

/** What every answer says: nothing is kept, nothing comes from elsewhere, nobody frames or guesses. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** @throws RocketMQError CONFIGURATION, or UNAVAILABLE if the port cannot be listened on */
export async function servePage(source: PageSource, options: ServeOptions): Promise<MonitorPage> {
  const settings = parseServeOptions(options)
  const server = createServer()
  const port = await listen(server, settings)
  const events = new EventStream(source)
  const guard = new PageGuard(settings.token, port)
  const routes = new PageRoutes(source, events, settings.maxTopics)
  server.on('request', (request, response) => void answer(guard, routes, request, response))
  return {
    url: urlOf(settings, port),
    port,
    token: settings.token,
    close: async () => {
      if (!server.listening) return
      events.close()
      routes.close()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** @returns the port that was free */
async function listen(server: Server, { ports, host }: ServeSettings): Promise<number> {
  // The monitor never keeps the process alive, and neither does a page that somebody left open.
  server.on('connection', socket => socket.unref())
  for (const [index, port] of ports.entries()) {
    try {
      server.listen(port, host)
      await once(server, 'listening')
      break
    } catch (error) {
      if (index < ports.length - 1) continue
      throw new RocketMQError('UNAVAILABLE', `Monitor: ${host}:${port} cannot be listened on`, {
        cause: error,
      })
    }
  }
  server.unref()
  return (server.address() as AddressInfo).port
}

async function answer(
  guard: PageGuard,
  routes: PageRoutes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
  try {
    const url = new URL(request.url ?? '/', 'http://page')
    const refusal = guard.check(request, url)
    if (refusal !== undefined) return plain(response, refusal.status, refusal.reason)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plain(response, 405, 'only GET is known')
    const cookie = guard.cookieFor(url)
    if (cookie !== undefined) response.setHeader('set-cookie', cookie)
    if (cookie !== undefined && url.pathname === '/') {
      response.writeHead(303, { location: '/' }).end()
      return
    }
    await routes.answer(url, response)
  } catch (error) {
    if (response.headersSent) response.destroy()
    else plain(response, 500, reasonOf(error))
  }
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
}

function urlOf({ host, token }: ServeSettings, port: number): string {
  const wildcard = host === '0.0.0.0' || host === '::'
  const name = wildcard ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  const query = token === undefined ? '' : `?token=${encodeURIComponent(token)}`
  return `http://${name}:${port}/${query}`
}
