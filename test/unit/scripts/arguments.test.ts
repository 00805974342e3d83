import { describe, expect, it } from 'vitest'
import { parseCommand } from '../../../scripts/cluster/arguments.js'

const parse = (line: string) => parseCommand(line.split(' '))

describe('parseCommand', () => {
  it('starts on the standard ports without options', () => {
    expect(parse('up')).toEqual({ name: 'up', options: { portBase: 'standard' } })
  })

  it('reads every option of up', () => {
    const line =
      'up --mode cluster --version 5.5.0 --broker-version 5.3.3 --brokers 2 --proxies 3 --acl --tls --flush sync --heap 2g --port-base 18000'
    expect(parse(line)).toEqual({
      name: 'up',
      options: {
        mode: 'cluster',
        version: '5.5.0',
        brokerVersion: '5.3.3',
        brokers: 2,
        proxies: 3,
        acl: true,
        tls: true,
        flush: 'sync',
        heap: '2g',
        portBase: 18000,
      },
    })
  })

  it('means every cluster when down has no port base', () => {
    expect(parse('down')).toEqual({ name: 'down' })
    expect(parse('down --port-base 18100')).toEqual({ name: 'down', portBase: 18100 })
  })

  it('takes a topic as NORMAL unless a type is given, in any case of letters', () => {
    expect(parse('topic orders')).toEqual({ name: 'topic', topic: 'orders', type: 'NORMAL' })
    expect(parse('topic orders --type fifo --queues 4')).toEqual({
      name: 'topic',
      topic: 'orders',
      type: 'FIFO',
      queues: 4,
    })
  })

  it('reads every option of group', () => {
    const line = 'group workers --fifo --lite-topic t --max-attempts 3 --retry-policy {"type":"CUSTOMIZED"}'
    expect(parse(line)).toEqual({
      name: 'group',
      group: 'workers',
      options: { fifo: true, liteTopic: 't', maxAttempts: 3, retryPolicy: { type: 'CUSTOMIZED' } },
    })
  })

  it('leaves the options after admin to mqadmin, but for the port base', () => {
    expect(parse('admin topicRoute -t orders --port-base 18000')).toEqual({
      name: 'admin',
      args: ['topicRoute', '-t', 'orders'],
      portBase: 18000,
    })
  })

  it('shows the help when asked, or when nothing is asked', () => {
    expect(parseCommand([])).toEqual({ name: 'help' })
    expect(parse('up --help')).toEqual({ name: 'help' })
  })
})

describe('parseCommand with a mistake', () => {
  it.each([
    ['fly', /"fly" is not a command/],
    ['up --mode both', /--mode must be one of local, cluster/],
    ['up --flush never', /--flush must be one of async, sync/],
    ['up --fifo', /--fifo means nothing to "up"/],
    ['up --speed 9', /--speed/],
    ['down --acl', /--acl means nothing to "down"/],
    ['topic', /Name the topic/],
    ['topic not.legal', /Name the topic/],
    ['topic a b', /Unexpected argument "b"/],
    ['topic a --type HUGE', /--type must be one of NORMAL/],
    ['topic a --queues 0', /--queues must be a positive whole number/],
    ['group g --max-attempts many', /--max-attempts must be a positive/],
    ['group g --retry-policy []x', /--retry-policy must be a JSON object/],
    ['status --port-base 80', /--port-base must be a number from 1024/],
  ])('refuses "%s"', (line, message) => {
    expect(() => parse(line)).toThrow(message)
  })
})
