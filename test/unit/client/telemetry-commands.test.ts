import { describe, expect, it } from 'vitest'
import { answerCommand } from '../../../src/client/telemetry-commands.js'
import { apache } from '../../../src/wire/generated/protocol.js'
import { readCommand } from '../../../src/wire/server-command.js'

const { TelemetryCommand, Code } = apache.rocketmq.v2

/** The answer as it goes over the wire. */
function answerTo(command: object) {
  const sent: apache.rocketmq.v2.TelemetryCommand[] = []
  const send = (answer: object) =>
    void sent.push(TelemetryCommand.decode(TelemetryCommand.encode(answer).finish()))
  const read = readCommand(command, send)
  if (read !== undefined) answerCommand(read, () => 'what the client does')
  return sent
}

describe('a command of the server', () => {
  it('for a stack trace gets one of this process, with its nonce', () => {
    const [answer] = answerTo({ printThreadStackTraceCommand: { nonce: 'n-1' } })
    expect(answer?.status?.code).toBe(Code.OK)
    expect(answer?.threadStackTrace?.nonce).toBe('n-1')
    const dump = answer?.threadStackTrace?.threadStackTrace ?? ''
    expect(dump).toContain(`Node.js ${process.version}, pid ${process.pid}`)
    expect(dump).toMatch(/rss \d+, heap used \d+/)
    expect(dump).toContain('what the client does')
    expect(dump).toMatch(/main thread: \n\s+at /)
    expect(dump).toContain('telemetry-commands.test.ts')
  })

  it('to verify a message is refused by a client without a handler', () => {
    const [answer] = answerTo({ verifyMessageCommand: { nonce: 'n-2' } })
    expect(answer?.status?.code).toBe(Code.NOT_IMPLEMENTED)
    expect(answer?.verifyMessageResult?.nonce).toBe('n-2')
  })

  it('that is unknown gets no answer', () => {
    expect(answerTo({ notifyUnsubscribeLiteCommand: { liteTopic: 'x' } })).toEqual([])
  })
})
