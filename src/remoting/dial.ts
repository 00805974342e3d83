import { lookup } from 'node:dns'
import { connect, isIP, isIPv6, type Socket } from 'node:net'
import {
  type ConnectionOptions,
  checkServerIdentity,
  createSecureContext,
  type SecureContext,
  connect as tlsConnect,
} from 'node:tls'
import type { Address, Endpoints } from '../route/endpoints.js'
import { Deadline } from '../waiting/deadline.js'
import { type TlsOptions, usingCertificates } from './observed-credentials.js'

/** An address that has not answered for so long is joined by the next one, as "Happy Eyeballs" has it (RFC 8305). */
const NEXT_ADDRESS_MS = 250

/** How long a peer has to close a connection over which nothing is sent, in milliseconds. */
const UNASKED_MS = 500

/** How many addresses, from the first on, were passed over because what listens there does not speak HTTP/2. */
const passedOver = new WeakMap<Endpoints, number>()

/** TLS as connections need it; certificates are parsed once, which takes some 20 ms. */
export interface TlsSettings {
  readonly context: SecureContext
  readonly rejectUnauthorized: boolean
  readonly serverName: string | undefined
}

/** @throws RocketMQError CONFIGURATION */
export function createTlsSettings(tls: TlsOptions): TlsSettings {
  const { ca, cert, key, rejectUnauthorized = true, serverName } = tls
  return usingCertificates(tls, () => {
    const context = createSecureContext({ ca, cert, key })
    return { context, rejectUnauthorized, serverName }
  })
}

/** How a server is verified that was dialled by this name or address. */
export function verifying(tls: TlsSettings, dialled: string): ConnectionOptions {
  // A name that ends with a dot is whole, but certificates name it without.
  const name = (tls.serverName ?? dialled).replace(/\.$/, '')
  return {
    secureContext: tls.context,
    rejectUnauthorized: tls.rejectUnauthorized,
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
    // Addresses are not allowed there.
    ...(isIP(name) === 0 ? { servername: name } : {}),
  }
}

/** Hears how dialling goes. */
export interface DialListener {
  /** TCP is connected. `raw` counts the bytes on the wire. */
  onAccepted(raw: Socket): void
  /** HTTP/2 may begin, with TLS after its handshake. */
  onReady(socket: Socket): void
  onFailed(error: Error): void
}

/**
 * Whether something at these endpoints closes connections before anything is sent. A port forwarder or a TCP balancer
 * does so while its server is not up; a server of another protocol waits for its client, or speaks first.
 */
export async function closesUnasked({ addresses }: Endpoints): Promise<boolean> {
  const answers = await Promise.all(addresses.map(closesConnection))
  return answers.includes(true)
}

function closesConnection(address: Address): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ ...address })
    const settle = (closes: boolean) => {
      deadline.clear()
      socket.destroy()
      resolve(closes)
    }
    const deadline = new Deadline(UNASKED_MS, () => settle(false))
    socket.once('data', () => settle(false))
    socket.once('end', () => settle(true))
    socket.on('error', () => settle(true))
  })
}

/**
 * One attempt to connect to a server. Names are asked of the system each time, so that a server that comes back
 * under another address is found at once; of several addresses the first that answers is taken.
 */
export class Dial {
  readonly #endpoints: Endpoints
  readonly #tls: TlsSettings | undefined
  readonly #listener: DialListener
  readonly #pending = new Set<Socket>()
  readonly #faults: string[] = []
  #addresses: readonly Address[] = []
  #next = 0
  #timer: NodeJS.Timeout | undefined
  #over = false

  constructor(endpoints: Endpoints, tls: TlsSettings | undefined, listener: DialListener) {
    this.#endpoints = endpoints
    this.#tls = tls
    this.#listener = listener
    const [first] = endpoints.addresses
    if (endpoints.scheme !== 'DOMAIN_NAME' || first === undefined) this.#begin(endpoints.addresses)
    else this.#resolve(first)
  }

  /** What took the connection does not speak HTTP/2: the next attempt begins with another address. */
  passOver(): void {
    passedOver.set(this.#endpoints, (passedOver.get(this.#endpoints) ?? 0) + 1)
  }

  /** Gives up; nothing more is heard. */
  cancel(): void {
    this.#over = true
    clearTimeout(this.#timer)
    for (const socket of this.#pending) socket.destroy()
    this.#pending.clear()
  }

  #resolve({ host, port }: Address): void {
    lookup(host, { all: true }, (error, found) => {
      if (this.#over) return
      if (error !== null) this.#fail(error)
      else
        this.#begin(
          inTurn(found.map(({ address }) => address)).map(address => ({ host: address, port })),
          host,
        )
    })
  }

  #begin(addresses: readonly Address[], name?: string): void {
    const first = (passedOver.get(this.#endpoints) ?? 0) % Math.max(1, addresses.length)
    this.#addresses = [...addresses.slice(first), ...addresses.slice(0, first)]
    this.#tryNext(name)
  }

  #tryNext(name: string | undefined): void {
    clearTimeout(this.#timer)
    const address = this.#addresses[this.#next++]
    if (address === undefined) {
      const faults = [...new Set(this.#faults)].join('; ')
      if (this.#pending.size === 0) this.#fail(new Error(faults === '' ? 'the name has no address' : faults))
      return
    }
    const socket = connect({ ...address, noDelay: true })
    this.#pending.add(socket)
    socket.on('error', error => {
      if (!this.#pending.delete(socket)) return
      this.#faults.push(error.message)
      this.#tryNext(name)
    })
    socket.once('connect', () => this.#accept(socket, name ?? address.host))
    if (this.#next === this.#addresses.length) return
    this.#timer = setTimeout(() => this.#tryNext(name), NEXT_ADDRESS_MS)
    this.#timer.unref()
  }

  #accept(socket: Socket, name: string): void {
    clearTimeout(this.#timer)
    for (const other of this.#pending) if (other !== socket) other.destroy()
    this.#pending.clear()
    this.#pending.add(socket)
    this.#listener.onAccepted(socket)
    if (this.#over) return
    this.#pending.delete(socket)
    if (this.#tls === undefined) {
      this.#over = true
      this.#listener.onReady(socket)
    } else this.#secure(socket, this.#tls, name)
  }

  #secure(raw: Socket, tls: TlsSettings, dialled: string): void {
    const socket = tlsConnect({ ...verifying(tls, dialled), socket: raw, ALPNProtocols: ['h2'] })
    // It takes the one underneath with it. To destroy that one first crashes Node.js 20.
    this.#pending.add(socket)
    socket.on('error', error => this.#fail(error))
    // A handshake does not notice that the socket underneath it is gone.
    raw.once('close', () => this.#fail(raw.errored ?? new Error('the peer closed the connection')))
    socket.once('secureConnect', () => {
      if (this.#over) return
      if (socket.alpnProtocol !== 'h2') {
        this.#fail(new Error('the peer speaks TLS but did not agree to HTTP/2 (ALPN h2)'))
        return
      }
      this.#over = true
      this.#pending.clear()
      this.#listener.onReady(socket)
    })
  }

  #fail(error: Error): void {
    if (this.#over) return
    this.cancel()
    this.#listener.onFailed(error)
  }
}

/** Addresses of the two families in turn, beginning with the first one's: one family may lead nowhere. */
function inTurn(addresses: readonly string[]): string[] {
  const leads = isIPv6(addresses[0] ?? '')
  const first = addresses.filter(address => isIPv6(address) === leads)
  const second = addresses.filter(address => isIPv6(address) !== leads)
  const longest = Math.max(first.length, second.length)
  return Array.from({ length: longest }, (_, index) => [first[index], second[index]])
    .flat()
    .filter(address => address !== undefined)
}
