import { X509Certificate } from 'node:crypto'
import { isIP, type Socket } from 'node:net'
import { type ChannelCredentials, credentials as grpcCredentials } from '@grpc/grpc-js'
import { RocketMQError, reasonOf } from '../errors.js'

/** TLS settings of a client. */
export interface TlsOptions {
  /** PEM of the certificate authorities to trust. Default: those that Node ships. */
  ca?: string | Buffer | undefined
  /** PEM of the client's certificate chain. RocketMQ 5.5.0 never asks for one. */
  cert?: string | Buffer | undefined
  /** PEM of the client's private key; goes with `cert`. */
  key?: string | Buffer | undefined
  /** Whether the server's certificate and name must be right. Default `true`. */
  rejectUnauthorized?: boolean | undefined
  /** The name the server's certificate must carry, when it is not the one dialled. */
  serverName?: string | undefined
}

/** Hears of every raw socket that a channel opens. */
interface SocketObserver {
  onSocket(socket: Socket): void
}

/** What grpc-js asks of credentials underneath its public face; pinned by the exact version we depend on. */
type Internals = Pick<ChannelCredentials, '_createSecureConnector' | '_equals'>

/** Makes the base credentials once per client: parsing all root certificates takes some 20 ms. */
export function createCredentials(tls: TlsOptions | undefined): ChannelCredentials {
  if (tls === undefined) return grpcCredentials.createInsecure()
  return usingCertificates(tls, () =>
    grpcCredentials.createSsl(asBuffer(tls.ca), asBuffer(tls.key), asBuffer(tls.cert), {
      rejectUnauthorized: tls.rejectUnauthorized ?? true,
    }),
  )
}

/**
 * What is made of the certificates.
 *
 * @throws RocketMQError CONFIGURATION
 */
export function usingCertificates<T>({ ca }: TlsOptions, make: () => T): T {
  try {
    // Node.js drops what is not a certificate, and would then trust nobody; it says nothing of that.
    if (ca !== undefined) new X509Certificate(ca)
    return make()
  } catch (error) {
    throw new RocketMQError('CONFIGURATION', `tls: the certificates cannot be used: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}

function asBuffer(pem: string | Buffer | undefined): Buffer | null {
  if (pem === undefined) return null
  return typeof pem === 'string' ? Buffer.from(pem) : pem
}

/** The options that the connector of TLS credentials keeps; of no use to others, and absent there. */
interface TlsConnector {
  connectionOptions?: { servername?: string | undefined }
}

/**
 * Credentials that show each raw socket to `observer` before TLS or HTTP/2 begin on it. grpc-js has no
 * connect time-out and leaks a socket whose channel is closed while connecting, so the connection must
 * own its sockets; this is the only place where they can be seen.
 */
export function observeSockets(base: ChannelCredentials, observer: SocketObserver): ChannelCredentials {
  const observed = Object.create(base) as ChannelCredentials & Internals
  observed._createSecureConnector = (...parameters) => {
    const connector = base._createSecureConnector(...parameters)
    dropAddressAsServerName(connector as TlsConnector)
    const connect = connector.connect.bind(connector)
    connector.connect = socket => {
      observer.onSocket(socket)
      // A TLS handshake does not notice that the socket underneath it is gone.
      return Promise.race([connect(socket), failWhenClosed(socket)])
    }
    return connector
  }
  observed._equals = other => other === observed
  return observed
}

/**
 * grpc-js sends the dialled address as TLS server name. Addresses are not allowed there, and Node warns; without
 * it the certificate is checked against the address all the same.
 */
function dropAddressAsServerName({ connectionOptions }: TlsConnector): void {
  if (connectionOptions !== undefined && isIP(connectionOptions.servername ?? '') !== 0) {
    connectionOptions.servername = undefined
  }
}

function failWhenClosed(socket: Socket): Promise<never> {
  return new Promise((_, reject) => {
    socket.once('close', () => reject(socket.errored ?? new Error('the peer closed the connection')))
  })
}
