import { status } from '@grpc/grpc-js'
import { describe, expect, it } from 'vitest'
import {
  type CallFailure,
  DoubtfulPeer,
  mayBeRepeatedAtOnce,
  NOT_BEGUN,
  transportError,
  UnexplainedRefusal,
} from '../../../src/remoting/transport-error.js'

const NEVER = 'No connection established. Last error: '

const FAILURE: CallFailure = {
  method: 'SendMessage',
  endpoint: 'broker:8081',
  requestId: 'r-1',
  acceptedOnly: false,
  tls: false,
  timeoutMs: 3_000,
}

function errorOf(code: number, details: string, failure: Partial<CallFailure> = {}) {
  return transportError({ code, details }, { ...FAILURE, ...failure })
}

function gatewayError(http: number, retryAfterMs?: number) {
  const details = `HTTP status ${http} in place of gRPC`
  return transportError({ code: status.UNKNOWN, details, http: { status: http, retryAfterMs } }, FAILURE)
}

describe('a call that ended without its answer', () => {
  it.each([
    ['a deadline', status.DEADLINE_EXCEEDED, 'Deadline exceeded', {}, 'TIMEOUT', true],
    [
      'silence of a peer that never spoke',
      status.DEADLINE_EXCEEDED,
      'x',
      { acceptedOnly: true },
      'WRONG_PROTOCOL',
      true,
    ],
    [
      'a port where nothing listens',
      status.UNAVAILABLE,
      `${NEVER}Error: connect ECONNREFUSED`,
      {},
      'UNAVAILABLE',
      true,
    ],
    ['a name that is none', status.UNAVAILABLE, 'Name resolution failed for target', {}, 'UNAVAILABLE', true],
    [
      'another protocol',
      status.UNAVAILABLE,
      `${NEVER}Protocol error`,
      { acceptedOnly: true },
      'WRONG_PROTOCOL',
      true,
    ],
    [
      'a connection that stood and broke',
      status.UNAVAILABLE,
      'read ECONNRESET',
      { acceptedOnly: true },
      'UNAVAILABLE',
      true,
    ],
    [
      'a strange certificate',
      status.UNAVAILABLE,
      `${NEVER}Error: self-signed certificate`,
      { tls: true },
      'TLS',
      false,
    ],
    ['a cancel that was not ours', status.CANCELLED, 'Call cancelled', {}, 'UNAVAILABLE', true],
    ['a reset stream', status.INTERNAL, 'Received RST_STREAM with code 2', {}, 'PROTOCOL', true],
    [
      'GOAWAY with ENHANCE_YOUR_CALM',
      status.RESOURCE_EXHAUSTED,
      'Bandwidth exhausted or memory limit exceeded',
      {},
      'UNAVAILABLE',
      true,
    ],
    [
      'a request that is too large for the server',
      status.RESOURCE_EXHAUSTED,
      'Received message larger than max (5 vs 4)',
      {},
      'PAYLOAD_TOO_LARGE',
      false,
    ],
    [
      'a method the server lacks',
      status.UNIMPLEMENTED,
      'Method not found',
      {},
      'UNSUPPORTED_BY_SERVER',
      false,
    ],
    ['a gateway that refuses', status.PERMISSION_DENIED, 'no', {}, 'UNAUTHORIZED', false],
    ['a gateway that knows nobody', status.UNAUTHENTICATED, 'no', {}, 'UNAUTHORIZED', false],
    ['a bad request', status.INVALID_ARGUMENT, 'no publishing', {}, 'BAD_REQUEST', false],
    [
      'an unknown group',
      status.INVALID_ARGUMENT,
      'process failed. group not found: g',
      {},
      'CONSUMER_GROUP_NOT_FOUND',
      false,
    ],
    [
      'a request that is too large',
      status.RESOURCE_EXHAUSTED,
      'gRPC message exceeds maximum size 4: 5',
      {},
      'PAYLOAD_TOO_LARGE',
      false,
    ],
    ['a server without room', status.RESOURCE_EXHAUSTED, 'quota used up', {}, 'UNAVAILABLE', true],
    ['bytes that Java cannot read', status.UNKNOWN, '', {}, 'PROTOCOL', true],
    ['a stream that ended well', status.OK, '', {}, 'UNAVAILABLE', true],
  ] as const)('is told apart: %s', (_what, code, details, failure, expected, retryable) => {
    expect(errorOf(code, details, failure)).toMatchObject({
      code: expected,
      retryable,
      endpoint: 'broker:8081',
      requestId: 'r-1',
    })
  })

  it.each([
    ['whose call ran out of time', true, status.DEADLINE_EXCEEDED, 'no answer within 3000 ms'],
    ['whose connection ran out of time', true, status.UNAVAILABLE, `${NEVER}Error: ${NOT_BEGUN} within 3 ms`],
    ['that closed the connection', false, status.UNAVAILABLE, `${NEVER}the peer closed the connection`],
    ['that spoke another protocol', false, status.UNAVAILABLE, `${NEVER}Protocol error`],
  ])('may be that of a slow server, or surely is not: a peer %s', (_, maybe, code, details) => {
    const failure = errorOf(code, details, { acceptedOnly: true })
    expect([failure.code, failure instanceof DoubtfulPeer]).toEqual(['WRONG_PROTOCOL', maybe])
  })

  it.each([
    ['bytes that Java cannot read', status.UNKNOWN, ''],
    ['an error inside the server', status.INTERNAL, 'oops'],
    ['a quota', status.RESOURCE_EXHAUSTED, 'quota used up'],
    ['a request above the size', status.RESOURCE_EXHAUSTED, 'gRPC message exceeds maximum size 4: 5'],
    ['a bad argument', status.INVALID_ARGUMENT, 'no'],
  ])('is a refusal of what was asked where it is %s', (_, code, details) => {
    expect(errorOf(code, details)).toBeInstanceOf(UnexplainedRefusal)
  })

  it.each([
    ['a deadline', status.DEADLINE_EXCEEDED, ''],
    ['a broken connection', status.UNAVAILABLE, 'read ECONNRESET'],
    ['a reset stream', status.INTERNAL, 'Received RST_STREAM with code 2'],
    ['a GOAWAY', status.RESOURCE_EXHAUSTED, 'Bandwidth exhausted or memory limit exceeded'],
    ['a method the server lacks', status.UNIMPLEMENTED, ''],
  ])('is none where it is %s', (_, code, details) => {
    expect(errorOf(code, details)).not.toBeInstanceOf(UnexplainedRefusal)
  })

  it.each([200, 401, 403, 404, 429, 500, 502, 503, 504])(
    'passes where a gateway answers %i: its page says nothing of a message',
    http => {
      const error = gatewayError(http)
      expect(error).toMatchObject({ code: 'UNAVAILABLE', retryable: true })
      expect(error).not.toBeInstanceOf(UnexplainedRefusal)
      expect(error.message).toContain(`HTTP status ${http}`)
    },
  )

  it('may be the fault of one message where a gateway finds the request too large or bad', () => {
    expect(gatewayError(413)).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', retryable: false })
    expect(gatewayError(413)).toBeInstanceOf(UnexplainedRefusal)
    expect(gatewayError(400)).toMatchObject({ code: 'PROTOCOL', retryable: true })
    expect(gatewayError(400)).toBeInstanceOf(UnexplainedRefusal)
  })

  it.each([
    ['a GOAWAY below its stream', status.UNAVAILABLE, 'the peer ends the connection: NO_ERROR', true, true],
    ['a connection that was never there', status.UNAVAILABLE, `${NEVER}connect ECONNREFUSED`, true, false],
    ['a deadline while it waited for a stream', status.DEADLINE_EXCEEDED, '', true, false],
    ['a connection that broke under it', status.UNAVAILABLE, 'read ECONNRESET', false, false],
  ] as const)('after %s it may be made again at once, or not', (_, code, details, unprocessed, again) => {
    expect(mayBeRepeatedAtOnce({ code, details, unprocessed })).toBe(again)
  })

  it('tells how long a gateway asks to wait', () => {
    expect(gatewayError(503, 2_000).retryAfterMs).toBe(2_000)
    expect(gatewayError(503).retryAfterMs).toBeUndefined()
  })

  it('is no refusal where the server broke off without a status', () => {
    const end = {
      code: status.INTERNAL,
      details: 'the server ended the call without a status',
      brokenOff: true,
    }
    const error = transportError(end, FAILURE)
    expect(error).toMatchObject({ code: 'PROTOCOL', retryable: true })
    expect(error).not.toBeInstanceOf(UnexplainedRefusal)
  })

  it('names the status where the server gave no words', () => {
    expect(errorOf(status.UNKNOWN, '').message).toMatch(/gRPC status 2 \(UNKNOWN\)$/)
  })

  it('says which port to dial where something else listens', () => {
    const { message } = errorOf(status.DEADLINE_EXCEEDED, '', { acceptedOnly: true })
    expect(message).toContain(
      'Dial the gRPC port of the RocketMQ proxy (8081 by default), not the name server',
    )
    expect(message).toContain('whether it wants TLS')
  })

  it.each([
    ['self-signed certificate', 'tls.ca'],
    ['unable to verify the first certificate', 'tls.ca'],
    ["Hostname/IP does not match certificate's altnames", 'tls.serverName'],
    ['certificate has expired', 'Renew'],
    ['certificate is not yet valid', 'clocks'],
    ['SSL routines:ssl3_get_record:wrong version number', 'leave tls off'],
    ['SSL routines:ssl3_read_bytes:tlsv13 alert certificate required', 'give tls.cert and tls.key'],
    ['SSL routines:ssl3_read_bytes:sslv3 alert certificate expired', 'in tls.cert'],
    ['SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca', 'in tls.cert'],
    ['SSL routines:ssl3_read_bytes:tlsv1 alert no application protocol', 'Dial the gRPC port'],
    ['SSL routines:ssl3_read_bytes:tlsv1 alert internal error', "server's log"],
  ])('says what to do about TLS: %s', (fault, advice) => {
    const { message } = errorOf(status.UNAVAILABLE, `${NEVER}Error: ${fault}`, { tls: true })
    expect(message).toContain(fault)
    expect(message).toContain(advice)
  })

  it('says of a certificate for the name that was dialled that the address came from the route', () => {
    const details = `${NEVER}Error: Hostname/IP does not match certificate's altnames: IP: 10.0.0.1 is not in it`
    const failure = { tls: true, endpoint: '10.0.0.1:8081' }
    const { code, message } = errorOf(status.UNAVAILABLE, details, { ...failure, fromRoute: true })
    expect(code).toBe('TLS')
    expect(message).toContain(
      '10.0.0.1:8081 came from the route, not from your endpoints. Set tls.serverName',
    )
    expect(errorOf(status.UNAVAILABLE, details, failure).message).not.toContain('route')
  })

  it('takes a certificate for no fault of TLS where there is none', () => {
    expect(errorOf(status.UNAVAILABLE, 'the certificate of a proxy expired').code).toBe('UNAVAILABLE')
  })

  it("repeats the fault, not grpc-js's sentence around it", () => {
    const details = `${NEVER}Failed to connect (2026-01-02T03:04:05.678Z). Resolution note: `
    expect(errorOf(status.UNAVAILABLE, details).message).toBe(
      'SendMessage to broker:8081 failed: the endpoint cannot be reached: Failed to connect',
    )
  })

  it('keeps the gRPC status as its cause', () => {
    expect((errorOf(status.UNKNOWN, 'odd').cause as Error).message).toBe('gRPC status 2: odd')
  })
})

it('tells a reply that is too large as what it is, though a server would mind a request in the same words', () => {
  const end = {
    code: status.RESOURCE_EXHAUSTED,
    details: 'Received message larger than max (314572800 vs 142606336)',
  }
  const failure = transportError({ ...end, brokenOff: true }, FAILURE)
  expect(failure).toMatchObject({ code: 'PROTOCOL', retryable: true })
  expect(failure).not.toBeInstanceOf(UnexplainedRefusal)
  expect(failure.message).toMatch(/the reply is larger than 142606336 bytes.*look at what answers there/)
  expect(transportError(end, FAILURE)).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', retryable: false })
})

it('does not blame a message for header fields that the server does not take', () => {
  const details = "a request's header fields are 806 bytes, and the peer takes 1"
  const failure = transportError(
    { code: status.INTERNAL, details, unprocessed: true, brokenOff: true },
    FAILURE,
  )
  expect(failure).toMatchObject({ code: 'PROTOCOL', retryable: true })
  expect(failure).not.toBeInstanceOf(UnexplainedRefusal)
  expect(failure.message).toMatch(/header fields are 806 bytes/)
})

describe('what a gateway answers to a call that carries no body', () => {
  it('is about no size of anything an application sent', () => {
    const details = 'HTTP status 413 in place of gRPC'
    const page = { code: status.UNKNOWN, details, http: { status: 413 } }
    const failure = { ...FAILURE, method: 'QueryRoute' }
    expect(transportError(page, failure)).toMatchObject({ code: 'UNAVAILABLE', retryable: true })
    expect(
      errorOf(status.RESOURCE_EXHAUSTED, 'Received message larger than max (5 vs 4)', failure),
    ).toMatchObject({ code: 'UNAVAILABLE', retryable: true })
  })
})

it.each([
  ['a call that all servers know, of one that has answered', 'SendMessage', true, 'UNAVAILABLE', true],
  ['the same of one that never did', 'SendMessage', false, 'UNSUPPORTED_BY_SERVER', false],
  ['a call that came later', 'RecallMessage', true, 'UNSUPPORTED_BY_SERVER', false],
])('UNIMPLEMENTED for %s', (_, method, everAnswered, code, retryable) => {
  expect(errorOf(status.UNIMPLEMENTED, '', { method, everAnswered })).toMatchObject({ code, retryable })
})
