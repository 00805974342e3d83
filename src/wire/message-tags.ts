/**
 * The fields of a message that are written and read by hand, as protobuf's tags: eight times a field's number in
 * definition.proto, and its wire type.
 */
export const TAG = {
  // SendMessageRequest
  messages: 10,
  // Message
  topic: 10,
  userProperties: 18,
  systemProperties: 26,
  body: 34,
  // Resource
  namespace: 10,
  name: 18,
  // An entry of userProperties
  mapKey: 10,
  mapValue: 18,
  // SystemProperties
  tag: 10,
  keys: 18,
  messageId: 26,
  bodyDigest: 34,
  bodyEncoding: 40,
  messageType: 48,
  bornTimestamp: 58,
  bornHost: 66,
  storeTimestamp: 74,
  storeHost: 82,
  deliveryTimestamp: 90,
  receiptHandle: 98,
  queueId: 104,
  queueOffset: 112,
  deliveryAttempt: 128,
  messageGroup: 138,
  traceContext: 146,
  liteTopic: 170,
  priority: 176,
  // Digest
  digestType: 8,
  checksum: 18,
  // Timestamp
  seconds: 8,
  nanos: 16,
} as const
