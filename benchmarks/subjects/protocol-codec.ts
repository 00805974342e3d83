import type { apache } from '../../src/wire/generated/protocol.js'

/** The messages of the protocol, as the built SDK generated them. */
export type Protocol = typeof apache.rocketmq.v2

/** Loads the generated codec of the built SDK. */
export async function loadProtocol(sdk: string): Promise<Protocol> {
  const module = await import(`${sdk}wire/generated/protocol.js`)
  return (module as typeof import('../../src/wire/generated/protocol.js')).apache.rocketmq.v2
}

/** The headers every call has to carry. */
export function callHeaders(clientId: string): Record<string, string> {
  return {
    'x-mq-language': 'JAVA',
    'x-mq-protocol': 'v2',
    'x-mq-client-version': '5.2.0',
    'x-mq-client-id': clientId,
  }
}

/** Where a method of the service is. */
export function pathOf(method: string): string {
  return `/apache.rocketmq.v2.MessagingService/${method}`
}

/** A SendMessageRequest of plain messages, encoded once; brokers don't mind that ids come again. */
export function encodeSend(v2: Protocol, topic: string, bodies: readonly Buffer[]): Buffer {
  const messages = bodies.map((body, index) => ({
    topic: { name: topic },
    systemProperties: {
      messageId: `01${'0'.repeat(22)}${index.toString(16).padStart(8, '0').toUpperCase()}`,
      messageType: v2.MessageType.NORMAL,
      bodyEncoding: v2.Encoding.IDENTITY,
      bornTimestamp: { seconds: Math.floor(Date.now() / 1000) },
      bornHost: 'localhost',
    },
    body,
  }))
  return v2.SendMessageRequest.encode({ messages }).finish() as Buffer
}

/** Throws unless the reply says that everything is stored. */
export function checkStatus(v2: Protocol, status: apache.rocketmq.v2.IStatus | null | undefined): void {
  if (status?.code !== v2.Code.OK) throw new Error(`${status?.code}: ${status?.message}`)
}
