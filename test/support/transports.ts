import type { ClientOptions } from '../../src/index.js'
import type { RpcName } from '../../src/testing/index.js'
import { rpcs } from '../../src/wire/rpc-table.js'

export type Transport = NonNullable<ClientOptions['transport']>

/** The ways that messages and what happens to them can go. */
export const TRANSPORTS: readonly Transport[] = ['direct', 'grpc-js']

/** Of some calls those to be tried over a transport: what is not of the data plane goes one way whatever is chosen. */
export function callsOver(transport: Transport, calls: readonly RpcName[]): readonly RpcName[] {
  if (transport === 'direct') return calls
  const ofData = Object.values(rpcs).filter(({ plane }) => plane === 'data')
  return calls.filter(call => ofData.some(({ method }) => method === call))
}
