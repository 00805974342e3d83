import { expect, it } from 'vitest'
import { type ConsumeTools, StandardConsumeService } from '../../../src/consumer/consume-service.js'
import { FifoConsumeService, MESSAGE_GROUPS } from '../../../src/consumer/fifo-consume-service.js'
import type { MessageView } from '../../../src/message/message-view.js'
import { messageView } from '../../support/message-views.js'

it.each([
  ['one by one', (tools: ConsumeTools) => new StandardConsumeService(tools)],
  ['a message group', (tools: ConsumeTools) => new FifoConsumeService(tools, MESSAGE_GROUPS)],
])('hands back few messages at once when it stops with many that wait: %s', async (_, create) => {
  const begun: (() => void)[] = []
  const evicted: MessageView[] = []
  const tools: Partial<ConsumeTools> = {
    concurrency: 1,
    severalTopics: () => false,
    leases: { secure: () => true },
    runner: { run: () => new Promise(() => {}), runBatch: async () => new Set(), reportFailure: () => {} },
    settlement: {
      handBack: () => new Promise<void>(resolve => begun.push(resolve)),
    } as unknown as ConsumeTools['settlement'],
  }
  const queue = {
    dropped: false,
    gone: new AbortController().signal,
    evict: (message: MessageView) => evicted.push(message),
  }
  const service = create(tools as ConsumeTools)
  service.submit(
    Array.from({ length: 101 }, (_, index) =>
      messageView({ messageId: String(index), messageGroup: index > 0 ? 'g' : 'other' }),
    ),
    queue,
  )
  const stopped = service.stop()
  let most = 0
  while (evicted.length < 100) {
    most = Math.max(most, begun.length)
    for (const end of begun.splice(0)) end()
    await Promise.resolve()
  }
  await stopped
  expect(most).toBe(32)
  expect(new Set(evicted).size).toBe(100)
})
