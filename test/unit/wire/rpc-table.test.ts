import { describe, expect, it } from 'vitest'
import { apache } from '../../../src/wire/generated/protocol.js'
import { ReplyReader } from '../../../src/wire/reply-reader.js'
import { rpcs } from '../../../src/wire/rpc-table.js'
import { procedures } from '../../support/protocol-table.js'

const v2 = apache.rocketmq.v2 as unknown as Record<
  string,
  { encode(message: object): { finish(): Uint8Array }; decode(bytes: Uint8Array): object }
>

/** In the protocol, but answered by server 5.5.0 with UNIMPLEMENTED. */
const UNIMPLEMENTED = ['PullMessage', 'UpdateOffset', 'GetOffset', 'QueryOffset']

describe('the rpc table', () => {
  it('has every procedure of the service that a server implements, each once', () => {
    const ours = Object.values(rpcs).map(rpc => rpc.method)
    const theirs = procedures.MessagingService?.map(procedure => procedure.replace(/\(.*/, ''))
    expect(ours.sort()).toEqual(theirs?.filter(method => !UNIMPLEMENTED.includes(method)).sort())
  })

  it('puts messages and what happens to them on the data plane, all else on the control plane', () => {
    const methods = (plane: string) =>
      Object.values(rpcs).flatMap(rpc => (rpc.plane === plane ? rpc.method : []))
    expect(methods('data').sort()).toEqual([
      'AckMessage',
      'ChangeInvisibleDuration',
      'EndTransaction',
      'ForwardMessageToDeadLetterQueue',
      'RecallMessage',
      'ReceiveMessage',
      'SendMessage',
    ])
    expect(methods('data').length + methods('control').length).toBe(Object.keys(rpcs).length)
  })

  it('knows which calls a server refuses that has no session with the client', () => {
    const needy = Object.values(rpcs).flatMap(rpc => (rpc.needsSession ? rpc.method : []))
    expect(needy.sort()).toEqual([
      'ChangeInvisibleDuration',
      'ForwardMessageToDeadLetterQueue',
      'ReceiveMessage',
    ])
  })

  it.each(Object.values(rpcs))('calls $method by its path in the service', rpc => {
    expect(rpc.path).toBe(`/apache.rocketmq.v2.MessagingService/${rpc.method}`)
  })

  it.each(Object.values(rpcs))('encodes the request and decodes the reply of $method', rpc => {
    const name = rpc.method === 'Telemetry' ? 'TelemetryCommand' : undefined
    const request = v2[name ?? `${rpc.method}Request`]
    const reply = v2[name ?? `${rpc.method}Response`]
    const status = { code: 40402, message: 'not here' }
    const encoded = reply?.encode({ status }).finish() as Buffer
    expect((rpc.reply.decode(new ReplyReader(encoded)) as { status?: object }).status).toMatchObject(status)
    expect(request?.decode(rpc.request.encode({} as never).finish())).toEqual(
      request?.decode(new Uint8Array()),
    )
  })
})
