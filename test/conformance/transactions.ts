import { expect } from 'vitest'
import { apache } from '../../src/wire/generated/protocol.js'
import type { RawClient } from '../support/raw-client.js'
import { textOf } from './raw-consumer.js'
import { codeOf, message, only, type Scene, testOn } from './scene.js'
import type { ServerUnderTest } from './server-under-test.js'

import v2 = apache.rocketmq.v2

const { TransactionResolution, TransactionSource, MessageType } = v2

/** Transactions. The cluster asks for open ones after a second, and looks every two. */
export function transactions(server: ServerUnderTest): void {
  const test = testOn(server)

  const begin = async (scene: Scene, client: RawClient, topic: string, body: string) => {
    // First, because a proxy remembers a transaction for half a minute, which a busy machine may need for a group.
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    const sent = message(topic, { body, messageType: MessageType.TRANSACTION })
    const entry = only((await client.send(sent)).entries)
    expect(entry.transactionId).toBe(sent.systemProperties?.messageId)
    const end = async (resolution: v2.TransactionResolution, source = TransactionSource.SOURCE_CLIENT) =>
      codeOf(
        await client.endTransaction({
          topic: { name: topic },
          messageId: entry.messageId ?? '',
          transactionId: entry.transactionId ?? '',
          resolution,
          source,
        }),
      )
    return { consumer, end, transactionId: entry.transactionId }
  }

  test('a half message is seen when it is committed, not before', async ({ scene }) => {
    const topic = await scene.topic('TRANSACTION', 1)
    const { consumer, end } = await begin(scene, scene.client(), topic, 'committed')
    expect((await consumer.receive()).code).toBe('MESSAGE_NOT_FOUND')
    expect(await end(TransactionResolution.COMMIT)).toBe('OK')
    const got = await consumer.receiveOne()
    expect(textOf(got)).toBe('committed')
    expect(got.systemProperties?.messageType).toBe(MessageType.TRANSACTION)
  })

  test('a message rolled back is never seen', async ({ scene }) => {
    const topic = await scene.topic('TRANSACTION', 1)
    const { consumer, end } = await begin(scene, scene.client(), topic, 'undone')
    expect(await end(TransactionResolution.ROLLBACK)).toBe('OK')
    expect((await consumer.receive()).code).toBe('MESSAGE_NOT_FOUND')
  })

  test('it can be ended once, even if that was without a verdict', async ({ scene }) => {
    const topic = await scene.topic('TRANSACTION', 1)
    const client = scene.client()
    for (const first of [
      TransactionResolution.COMMIT,
      TransactionResolution.TRANSACTION_RESOLUTION_UNSPECIFIED,
    ]) {
      const { end } = await begin(scene, client, topic, 'once')
      expect(await end(first)).toBe('OK')
      expect(await end(TransactionResolution.COMMIT)).toBe('INTERNAL_SERVER_ERROR')
    }
  })

  test('a producer may have an hour for its verdict, not more', async ({ scene }) => {
    const topic = await scene.topic('TRANSACTION', 1)
    const client = scene.client()
    const send = async (seconds: number) => {
      const orphanedTransactionRecoveryDuration = { seconds }
      const half = { messageType: MessageType.TRANSACTION, orphanedTransactionRecoveryDuration }
      return codeOf(await client.send(message(topic, half)))
    }
    expect([await send(3600), await send(3601)]).toEqual(['OK', 'BAD_REQUEST'])
  })

  test('no id is invalid, an unknown one an internal error', async ({ scene }) => {
    const topic = await scene.topic('TRANSACTION', 1)
    const client = scene.client()
    const end = async (transactionId: string) =>
      codeOf(
        await client.endTransaction({ topic: { name: topic }, messageId: 'x', transactionId, resolution: 1 }),
      )
    expect(await end(' ')).toBe('INVALID_TRANSACTION_ID')
    expect(await end('nobody-began-this')).toBe('INTERNAL_SERVER_ERROR')
  })

  test('the producer of a topic is asked about what stays open, and asked again', async ({ scene }) => {
    const topic = await scene.topic('TRANSACTION', 1)
    const client = scene.client()
    const telemetry = client.telemetry()
    telemetry.write({
      settings: { clientType: v2.ClientType.PRODUCER, publishing: { topics: [{ name: topic }] } },
    })
    await telemetry.next()
    const { consumer, end, transactionId } = await begin(scene, client, topic, 'orphan')
    for (const _time of [1, 2]) {
      const { recoverOrphanedTransactionCommand: check } = await telemetry.next()
      expect(check?.transactionId).toBe(transactionId)
      expect(textOf(check?.message ?? {})).toBe('orphan')
    }
    expect(await end(TransactionResolution.COMMIT, TransactionSource.SOURCE_SERVER_CHECK)).toBe('OK')
    expect(textOf(await consumer.receiveOne())).toBe('orphan')
    telemetry.close()
  })
}
