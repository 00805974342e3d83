import { RocketMQError } from '../errors.js'
import { apache } from './generated/protocol.js'

const { Policy } = apache.rocketmq.v2.OffsetOption

/**
 * Where to begin with a lite topic that the group has not consumed yet: `'last'` where the group left off,
 * `'min'` with the first message there is, `'max'` after the last one; or at an offset, with the last `tail`
 * messages, or with those stored from `timestamp` on (a Date, or milliseconds since 1970).
 */
export type LiteOffset =
  | 'last'
  | 'min'
  | 'max'
  | { readonly offset: number }
  | { readonly tail: number }
  | { readonly timestamp: Date | number }

const POLICIES: Readonly<Record<string, number>> = { last: Policy.LAST, min: Policy.MIN, max: Policy.MAX }

/** @throws RocketMQError INVALID_ARGUMENT */
export function liteOffsetToWire(offset: LiteOffset): apache.rocketmq.v2.IOffsetOption {
  if (typeof offset === 'string') {
    const policy = POLICIES[offset]
    if (policy !== undefined) return { policy }
  } else if ('offset' in offset) return { offset: wholeNumber('offset', offset.offset) }
  else if ('tail' in offset) return { tailN: wholeNumber('tail', offset.tail) }
  else if ('timestamp' in offset) return { timestamp: wholeNumber('timestamp', Number(offset.timestamp)) }
  throw new RocketMQError(
    'INVALID_ARGUMENT',
    `an offset is 'last', 'min', 'max', {offset}, {tail} or {timestamp}`,
  )
}

function wholeNumber(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new RocketMQError('INVALID_ARGUMENT', `${name} must be a whole number from 0 up, not ${value}`)
}
