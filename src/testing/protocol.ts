import { apache } from '../wire/generated/protocol.js'

/** The messages of the protocol, under a shorter name. */
export import v2 = apache.rocketmq.v2
