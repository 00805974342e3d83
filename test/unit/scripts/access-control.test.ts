import { describe, expect, it } from 'vitest'
import { createUser, rootCause } from '../../../scripts/cluster/access-control.js'

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

describe('createUser', () => {
  /** An administration that prints what it is told, one text for each command. */
  const printing = (...texts: string[]) => ({
    mqadmin: async () => texts.shift() ?? 'nothing more was to come',
  })
  const late = 'RemotingTimeoutException: wait response on the channel timeout, 5000(ms)'

  it('is made again where the broker did not answer in time', async () => {
    await createUser(printing(late, late, 'create user success'), 'bob', 'secret', false)
  })

  it('is done where the broker did it, but did not answer in time', async () => {
    await createUser(printing(late, 'Caused by: The user is existed'), 'bob', 'secret', false)
  })

  it('fails with the reason of the broker, at once', async () => {
    const refused = createUser(printing('Caused by: The user is existed'), 'bob', 'secret', false)
    await expect(refused).rejects.toThrow('mqadmin createUser failed: The user is existed')
  })
})
