import { describe, expect, it, vi } from 'vitest'
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

  it('for a stack trace gets few words where thousands ask within a second', () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1e9)
    const ask = (index: number) => answerTo({ printThreadStackTraceCommand: { nonce: `${index}` } })[0]
    const answers = Array.from({ length: 5_000 }, (_, index) => ask(index))
    clock.mockReturnValue(1e9 + 2_000)
    const later = ask(5_000)
    clock.mockRestore()
    const isDump = (answer: typeof later) => /pid \d+/.test(answer?.threadStackTrace?.threadStackTrace ?? '')
    expect(answers.map(answer => answer?.threadStackTrace?.nonce)).toEqual(
      answers.map((_, index) => `${index}`),
    )
    expect(answers.filter(isDump)).toHaveLength(100)
    expect(answers.at(-1)?.threadStackTrace?.threadStackTrace).toMatch(/^no more than 100 stack traces/)
    expect(isDump(later)).toBe(true)
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
