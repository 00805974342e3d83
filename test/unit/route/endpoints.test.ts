import { describe, expect, it } from 'vitest'
import { Endpoints } from '../../../src/route/endpoints.js'

describe('endpoints', () => {
  it.each([
    ['127.0.0.1:8081', 'IPv4', '127.0.0.1:8081', 'ipv4:127.0.0.1:8081'],
    ['10.0.0.1:80;10.0.0.2:81', 'IPv4', '10.0.0.1:80;10.0.0.2:81', 'ipv4:10.0.0.1:80,10.0.0.2:81'],
    ['10.0.0.1:80,10.0.0.2:81', 'IPv4', '10.0.0.1:80;10.0.0.2:81', 'ipv4:10.0.0.1:80,10.0.0.2:81'],
    [' 10.0.0.1:80 ; 10.0.0.2:81 ; ', 'IPv4', '10.0.0.1:80;10.0.0.2:81', 'ipv4:10.0.0.1:80,10.0.0.2:81'],
    ['10.0.0.1:80;10.0.0.1:80', 'IPv4', '10.0.0.1:80', 'ipv4:10.0.0.1:80'],
    ['[::1]:8081', 'IPv6', '[::1]:8081', 'ipv6:[::1]:8081'],
    ['[::1]:80;[2001:DB8::2]:81', 'IPv6', '[::1]:80;[2001:db8::2]:81', 'ipv6:[::1]:80,[2001:db8::2]:81'],
    ['localhost:8081', 'DOMAIN_NAME', 'localhost:8081', 'dns:///localhost:8081'],
    [
      'rmq-proxy_1.Example.com:8081',
      'DOMAIN_NAME',
      'rmq-proxy_1.example.com:8081',
      'dns:///rmq-proxy_1.example.com:8081',
    ],
    ['mq.example.com.:8081', 'DOMAIN_NAME', 'mq.example.com.:8081', 'dns:///mq.example.com.:8081'],
    ['1a.example:1', 'DOMAIN_NAME', '1a.example:1', 'dns:///1a.example:1'],
    ['http://127.0.0.1:8081', 'IPv4', '127.0.0.1:8081', 'ipv4:127.0.0.1:8081'],
    ['HTTPS://mq.example.com:8081/', 'DOMAIN_NAME', 'mq.example.com:8081', 'dns:///mq.example.com:8081'],
    [
      'http://10.0.0.1:80;http://10.0.0.2:80',
      'IPv4',
      '10.0.0.1:80;10.0.0.2:80',
      'ipv4:10.0.0.1:80,10.0.0.2:80',
    ],
    ['127.0.0.1:0080', 'IPv4', '127.0.0.1:80', 'ipv4:127.0.0.1:80'],
    ['127.0.0.1:65535', 'IPv4', '127.0.0.1:65535', 'ipv4:127.0.0.1:65535'],
  ])('can be written %j', (text, scheme, key, target) => {
    const endpoints = Endpoints.parse(text)
    expect(endpoints).toMatchObject({ scheme, key, target })
    expect(endpoints.authority).toBe(key.split(';')[0])
    expect(String(endpoints)).toBe(key)
  })

  it.each([
    ['', 'it names no address'],
    [' ; , ', 'it names no address'],
    ['http://', 'it names no address'],
    ['127.0.0.1', 'write host:port, such as 127.0.0.1:8081'],
    ['127.0.0.1:', 'write host:port, such as 127.0.0.1:8081'],
    [':8081', 'write host:port, such as 127.0.0.1:8081'],
    ['localhost', 'write host:port, such as 127.0.0.1:8081'],
    ['localhost:http', 'write host:port, such as 127.0.0.1:8081'],
    ['localhost:-1', 'write host:port, such as 127.0.0.1:8081'],
    ['localhost:80/path', 'write host:port, such as 127.0.0.1:8081'],
    ['dns:///localhost:80', 'write host:port, such as 127.0.0.1:8081'],
    ['user@localhost:80', "'user@localhost' is not a valid host name"],
    ['::1', 'write an IPv6 address in brackets: [::1]:8081'],
    ['::1:8081', 'write an IPv6 address in brackets: [::1]:8081'],
    ['2001:db8::2:8081', 'write an IPv6 address in brackets: [2001:db8::2]:8081'],
    ['2001:db8::2', 'write an IPv6 address in brackets: [2001:db8::2]:8081'],
    ['[::1]', 'write host:port, such as 127.0.0.1:8081'],
    ['[localhost]:80', '[localhost] is not a valid IPv6 address'],
    ['[127.0.0.1]:80', '[127.0.0.1] is not a valid IPv6 address'],
    ['127.0.0.1:0', 'port 0 is not from 1 to 65535'],
    ['127.0.0.1:65536', 'port 65536 is not from 1 to 65535'],
    ['127.0.0.1:99999999999999999999', 'port 99999999999999999999 is not from 1 to 65535'],
    ['256.0.0.1:80', "'256.0.0.1' is not a valid host name"],
    ['1.2.3:80', "'1.2.3' is not a valid host name"],
    ['-a.example:80', "'-a.example' is not a valid host name"],
    ['a..example:80', "'a..example' is not a valid host name"],
    ['a b:80', "'a b' is not a valid host name"],
    ['消息.example:80', "'消息.example' is not a valid host name"],
    [`${'a.'.repeat(126)}aa:80`, `'${'a.'.repeat(126)}aa' is not a valid host name`],
    ['10.0.0.1:80;[::1]:80', 'several addresses must all be IPv4 or all IPv6'],
    ['10.0.0.1:80;localhost:80', 'several addresses must all be IPv4 or all IPv6'],
    ['a.example:80;b.example:80', 'only one domain name is possible'],
  ])('cannot be written %j: %s', (text, why) => {
    expect(() => Endpoints.parse(text)).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION', message: `endpoints '${text}': ${why}` }),
    )
  })

  it.each([
    'http://me:hunter2@proxy:8081',
    'me:hunter2@127.0.0.1:8081',
    'https://hunter2@127.0.0.1:8081',
    '10.0.0.1:80;me:a;b,hunter2@10.0.0.2:80',
    'me:hun@hunter2@127.0.0.1:8081',
    'https://proxy:8081?secretKey=hunter2',
    'proxy?token=hunter2:80',
  ])('do not repeat the secret in %j', text => {
    expect(() => Endpoints.parse(text)).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }))
    expect(() => Endpoints.parse(text)).not.toThrow(/hunter2/)
  })

  it('say where a user and a password belong', () => {
    expect(() => Endpoints.parse('http://me:hunter2@proxy:8081')).toThrow(
      "endpoints 'http://***@proxy:8081': an address cannot contain a user: give access key and secret as credentials",
    )
  })

  it('refuse what is no text', () => {
    for (const value of [undefined, null, 8081, {}]) {
      expect(() => Endpoints.parse(value as never)).toThrow(
        expect.objectContaining({ code: 'CONFIGURATION' }),
      )
    }
  })

  it('are one object wherever they are the same', () => {
    const endpoints = Endpoints.parse('10.9.8.7:80;10.9.8.6:80')
    expect(Endpoints.parse('http://10.9.8.7:80, 10.9.8.6:80')).toBe(endpoints)
    const addresses = [
      { host: '10.9.8.7', port: 80 },
      { host: '10.9.8.6', port: 80 },
    ]
    expect(Endpoints.fromAddresses('IPv4', addresses)).toBe(endpoints)
    expect(Endpoints.parse('10.9.8.6:80;10.9.8.7:80')).not.toBe(endpoints)
  })
})
