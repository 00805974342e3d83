/** Values that throw when they are looked at, and others that an application may throw by mistake. */
export const ODD_VALUES: readonly [name: string, make: () => unknown][] = [
  ['an error whose message is a getter that throws', errorWithThrowingMessage],
  ['an error whose message is no text', () => Object.assign(new Error('x'), { message: Symbol('x') })],
  ['an object without a prototype', () => Object.assign(Object.create(null), { why: 'x' })],
  ['an object whose toString throws', () => ({ toString: throwing })],
  ['a revoked proxy', revokedProxy],
  [
    'a proxy whose traps throw',
    () => new Proxy({}, { get: throwing, getPrototypeOf: throwing, has: throwing }),
  ],
  ['undefined', () => undefined],
  ['a symbol', () => Symbol('x')],
]

function throwing(): never {
  throw new Error('do not look at me')
}

function errorWithThrowingMessage(): Error {
  const error = new Error('x')
  Object.defineProperty(error, 'message', { get: throwing })
  return error
}

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

/** Promises of other libraries that do not keep to the rules; each is a failure in the end. */
export const ODD_THENABLES: readonly [name: string, make: () => unknown][] = [
  // biome-ignore-start lint/suspicious/noThenProperty: that is what makes them thenables
  ['whose then throws', () => ({ then: throwing })],
  ['whose then is a getter that throws the second time', thenGoneTheSecondTime],
  [
    'that rejects with an odd value',
    () => ({ then: (_: unknown, no: (v: unknown) => void) => no(revokedProxy()) }),
  ],
  // biome-ignore-end lint/suspicious/noThenProperty: that is what makes them thenables
]

function thenGoneTheSecondTime(): object {
  let looks = 0
  return Object.defineProperty({}, 'then', { get: () => (looks++ === 0 ? () => {} : throwing()) })
}
