import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Cluster } from '../../scripts/cluster/cluster.js'

/** What a test file may ask of a cluster that another process owns. */
export type ControlledCluster = Pick<
  Cluster,
  | 'createTopic'
  | 'createGroup'
  | 'killProxy'
  | 'startProxy'
  | 'killBroker'
  | 'startBroker'
  | 'verifyMessage'
  | 'admin'
>

/** One request to the control server: a method of one cluster. */
export interface ControlRequest {
  cluster: string
  method: keyof ControlledCluster
  args: readonly unknown[]
}

/** Its answer; `error` is the message of what was thrown. */
export type ControlAnswer = { result: unknown } | { error: string }

const METHODS: readonly string[] = [
  'createTopic',
  'createGroup',
  'killProxy',
  'startProxy',
  'killBroker',
  'startBroker',
  'verifyMessage',
  'admin',
] satisfies readonly (keyof ControlledCluster)[]

/** A control server on loopback, and how to close it. */
export interface Control {
  /** With a secret path: other local programs have no business here. */
  readonly url: string
  close(): Promise<void>
}

/** Lets test files in other processes administer the clusters this process owns. */
export async function serveControl(clusters: ReadonlyMap<string, ControlledCluster>): Promise<Control> {
  const path = `/${randomUUID()}`
  const server = createServer((request, response) => {
    if (request.method === 'POST' && request.url === path) void respond(clusters, request, response)
    else response.writeHead(404).end()
  })
  // Clients keep connections: one that the server closed meanwhile would fail their next request.
  server.keepAliveTimeout = 600_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Asks the control server; fails with the message of what failed there. */
export async function askControl(url: string, request: ControlRequest): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(request) })
  const answer = (await response.json()) as ControlAnswer
  if ('error' in answer) throw new Error(answer.error)
  return answer.result
}

async function respond(
  clusters: ReadonlyMap<string, ControlledCluster>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let answer: ControlAnswer
  try {
    answer = { result: (await carryOut(clusters, await readBody(request))) ?? null }
  } catch (failure) {
    answer = { error: failure instanceof Error ? failure.message : String(failure) }
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}

async function carryOut(clusters: ReadonlyMap<string, ControlledCluster>, body: string): Promise<unknown> {
  const { cluster: name, method, args } = JSON.parse(body) as ControlRequest
  const cluster = clusters.get(name)
  if (!cluster) throw new Error(`There is no ${name} cluster in this run.`)
  if (!METHODS.includes(method)) throw new Error(`A cluster cannot ${method}.`)
  const call = cluster[method] as (...args: readonly unknown[]) => Promise<unknown>
  return call.apply(cluster, [...args])
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}
