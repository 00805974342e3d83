import { expect, it } from 'vitest'
import type { ItemFailure } from '../../../src/batch/batch-options.js'
import type { Client } from '../../../src/client/client.js'
import { RocketMQError } from '../../../src/errors.js'
import { Dispatcher } from '../../../src/producer/dispatcher.js'
import { Envelope } from '../../../src/producer/envelope.js'
import { ProducerCounter } from '../../../src/producer/producer-counter.js'
import type { PublishingTopic } from '../../../src/producer/publishing-topic.js'
import type { ProducerCalls } from '../../../src/remoting/producer-calls.js'

/** What becomes of a message whose time is over when its turn comes. */
async function late(
  obstacle: RocketMQError | undefined,
  before: Partial<Envelope> = {},
): Promise<RocketMQError> {
  const dispatcher = new Dispatcher({} as ProducerCalls, {} as Client, new ProducerCounter('id'), 5)
  const topic = { name: 'steps', obstacle: () => obstacle } as unknown as PublishingTopic
  const [outcome] = await dispatcher.attempt(topic, [Object.assign(new Envelope(), before)], 1)
  return (outcome as ItemFailure).error as RocketMQError
}

const failure = new RocketMQError('UNAVAILABLE', 'connect ECONNREFUSED', { retryable: true })

it('a message whose turn came too late did not leave, and says what it waited for', async () => {
  expect(await late(undefined)).toMatchObject({
    code: 'TIMEOUT',
    message: expect.stringMatching(/did not leave .* sent before it/),
  })
  expect(await late(failure)).toMatchObject({
    message: expect.stringMatching(/did not leave .* ECONNREFUSED/),
    cause: failure,
  })
})

it('a message that failed before its time was over says why, and may have been stored', async () => {
  const error = await late(undefined, { failure })
  expect(error).toMatchObject({
    message: expect.stringMatching(/not confirmed .* ECONNREFUSED.* may still have been stored/),
  })
})
