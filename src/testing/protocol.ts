import { RocketMQError, type ServerErrorCode } from '../errors.js'
import { apache } from '../wire/generated/protocol.js'
import { toMs as fractionsOfMs, type SecondsAndNanos } from '../wire/reply-reader.js'

/** The messages of the protocol, under a shorter name. */
export import v2 = apache.rocketmq.v2

export { fromMs } from '../wire/reply-reader.js'

/** Milliseconds of a duration or timestamp, as the server counts them: whole ones. `undefined` if it is absent. */
export function toMs(value: SecondsAndNanos | null | undefined): number | undefined {
  const milliseconds = fractionsOfMs(value)
  return milliseconds === undefined ? undefined : Math.floor(milliseconds)
}

/** An error that the service turns into a reply's status. */
export function refusal(code: ServerErrorCode, message: string): RocketMQError {
  return new RocketMQError(code, message, { serverCode: v2.Code[code as keyof typeof v2.Code] })
}

/** The refusal of a topic that the name server does not know. */
export function topicNotFound(name: string): RocketMQError {
  const text = `CODE: 17  DESC: No topic route info in name server for the topic: ${name}`
  return refusal('TOPIC_NOT_FOUND', text)
}

/** The status of a reply that went well. */
export const ok: v2.IStatus = { code: v2.Code.OK, message: 'OK' }

/** The status that tells of `thrown`, which is an internal error of the server unless it is a refusal. */
export function statusOf(thrown: unknown): v2.IStatus {
  const error = RocketMQError.from(thrown)
  return { code: error.serverCode ?? v2.Code.INTERNAL_SERVER_ERROR, message: error.message }
}
