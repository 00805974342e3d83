export { RocketMQClient, type RocketMQClientOptions } from './rocketmq-client.js'
export { RocketMQContext } from './rocketmq-context.js'
export { RocketMQRecord } from './rocketmq-record.js'
export { RocketMQServer, type RocketMQServerOptions } from './rocketmq-server.js'
