import { describe, expect, it } from 'vitest'
import { rootCause } from '../../../scripts/cluster/access-control.js'

describe('rootCause', () => {
  it('finds what a stack trace goes back to', () => {
    const trace = [
      'SubCommandException: command failed',
      '\tat Command.execute(Command.java:1)',
      'Caused by: MQBrokerException: CODE: 1',
      'Caused by: the user exists',
      '\t... 3 more',
    ]
    expect(rootCause(trace.join('\n'))).toBe('the user exists')
  })

  it('is the whole text where there is no trace', () => {
    expect(rootCause('usage: createUser\n')).toBe('usage: createUser')
  })
})
