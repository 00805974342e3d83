import { describe, expect, it } from 'vitest'
import { apache } from '../../../src/wire/generated/protocol.js'
import { decodeAckReply } from '../../../src/wire/message-reader.js'
import { ReplyReader } from '../../../src/wire/reply-reader.js'

const { AckMessageResponse, Code } = apache.rocketmq.v2

function decoded(reply: apache.rocketmq.v2.IAckMessageResponse) {
  const bytes = AckMessageResponse.encode(reply).finish() as Buffer
  const { status, entries } = decodeAckReply(new ReplyReader(bytes))
  return { code: status?.code, entries: entries?.map(each => [each.receiptHandle, each.status?.code]) ?? [] }
}

const entry = (receiptHandle: string, code: number) => ({ receiptHandle, status: { code } })

describe('a reply to acknowledgements', () => {
  it('that says OK of all is not read any further', () => {
    expect(decoded({ status: { code: Code.OK }, entries: [entry('a', Code.OK)] })).toEqual({
      code: Code.OK,
      entries: [],
    })
  })

  it.each(['MULTIPLE_RESULTS', 'INVALID_RECEIPT_HANDLE'] as const)('that says %s is read whole', name => {
    const entries = [entry('a', Code.OK), entry('b', Code.INVALID_RECEIPT_HANDLE)]
    expect(decoded({ status: { code: Code[name] }, entries })).toEqual({
      code: Code[name],
      entries: [
        ['a', Code.OK],
        ['b', Code.INVALID_RECEIPT_HANDLE],
      ],
    })
  })

  it('without a status is read whole', () => {
    expect(decoded({ entries: [entry('a', Code.OK)] }).entries).toEqual([['a', Code.OK]])
    expect(decoded({}).entries).toEqual([])
  })

  it('that is broken off is refused', () => {
    const bytes = AckMessageResponse.encode({ status: { code: Code.OK, message: 'fine' } }).finish() as Buffer
    expect(() => decodeAckReply(new ReplyReader(bytes.subarray(0, 4)))).toThrow(RangeError)
  })
})
