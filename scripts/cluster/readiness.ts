import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { Client, credentials as channelCredentials, Metadata } from '@grpc/grpc-js'
import { apache } from '../../src/wire/generated/protocol.js'

const { QueryRouteRequest, QueryRouteResponse, Code } = apache.rocketmq.v2
const QUERY_ROUTE = '/apache.rocketmq.v2.MessagingService/QueryRoute'

/** Whether something accepts connections on this port of loopback. */
export function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' })
    const done = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => done(true))
    socket.once('error', () => done(false))
    socket.setTimeout(1000, () => done(false))
  })
}

/** How a proxy is asked for a route. */
export interface RouteQuestion {
  credentials?: { accessKey: string; secretKey: string } | undefined
  /** Until its answer counts as missing, in milliseconds. Default 3,000. */
  timeoutMs?: number
}

/**
 * Whether the proxy answers the route of a topic, as a client would ask. Only for a topic that exists: a proxy
 * remembers for 20 seconds that one does not. In the clear also when the cluster has TLS, whose port takes both.
 */
export async function answersRoute(
  port: number,
  topic: string,
  { credentials, timeoutMs = 3_000 }: RouteQuestion = {},
): Promise<boolean> {
  const client = new Client(`127.0.0.1:${port}`, channelCredentials.createInsecure(), {
    'grpc.use_local_subchannel_pool': 1,
  })
  const endpoints = { scheme: 1, addresses: [{ host: '127.0.0.1', port }] }
  try {
    const code = await new Promise<number | null | undefined>((resolve, reject) => {
      client.makeUnaryRequest(
        QUERY_ROUTE,
        (request: { topic: string }) =>
          Buffer.from(QueryRouteRequest.encode({ topic: { name: request.topic }, endpoints }).finish()),
        (answer: Buffer) => QueryRouteResponse.decode(answer).status?.code,
        { topic },
        probeHeaders(credentials),
        { deadline: Date.now() + timeoutMs },
        (failure, answer) => (failure ? reject(failure) : resolve(answer)),
      )
    })
    if (code === Code.OK) return true
    throw new Error(`it answered ${code === null || code === undefined ? 'nothing' : Code[code]}`)
  } finally {
    client.close()
  }
}

function probeHeaders(credentials?: { accessKey: string; secretKey: string }): Metadata {
  const headers = new Metadata()
  headers.set('x-mq-client-id', `readiness-probe-${process.pid}`)
  headers.set('x-mq-language', 'HTTP')
  if (!credentials) return headers
  const date = new Date().toISOString()
  const signature = createHmac('sha1', credentials.secretKey).update(date).digest('hex')
  headers.set('x-mq-date-time', date)
  headers.set(
    'authorization',
    `MQv2-HMAC-SHA1 Credential=${credentials.accessKey}, SignedHeaders=x-mq-date-time, Signature=${signature}`,
  )
  return headers
}
