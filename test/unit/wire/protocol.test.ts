import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import protobuf from 'protobufjs'
import { describe, expect, it } from 'vitest'
import { apache } from '../../../src/wire/generated/protocol.js'
import { enums, messages, procedures } from '../../support/protocol-table.js'

const v2 = 'apache.rocketmq.v2'
const files = ['definition', 'service', 'admin'].map(name => `apache/rocketmq/v2/${name}.proto`)

function load(): protobuf.Namespace {
  const root = new protobuf.Root()
  root.resolvePath = (_origin, target) => (target.startsWith('google/') ? target : join('proto', target))
  return root.loadSync(files, { keepCase: true }).resolveAll().lookup(v2) as protobuf.Namespace
}

/** Every reflection object below `namespace`, by its path inside the package. */
function all(namespace: protobuf.NamespaceBase, path = ''): Map<string, protobuf.ReflectionObject> {
  const found = new Map<string, protobuf.ReflectionObject>()
  for (const child of namespace.nestedArray) {
    found.set(path + child.name, child)
    if (child instanceof protobuf.Namespace) {
      for (const [name, object] of all(child, `${path}${child.name}.`)) found.set(name, object)
    }
  }
  return found
}

function describeField(field: protobuf.Field): string {
  const type = field instanceof protobuf.MapField ? `map<${field.keyType}, ${field.type}>` : field.type
  const name = `${type} ${field.name}`
  if (field.repeated) return `${field.id} repeated ${name}`
  if (field.options?.proto3_optional) return `${field.id} optional ${name}`
  return `${field.id} ${field.partOf === null ? '' : `${field.partOf.name}:`}${name}`
}

function describeMethod(method: protobuf.Method): string {
  const request = (method.requestStream ? 'stream ' : '') + method.requestType
  const reply = (method.responseStream ? 'stream ' : '') + method.responseType
  return `${method.name}(${request}) -> ${reply}`
}

const objects = all(load())

describe('the .proto files', () => {
  it('define the procedures of the protocol and no others', () => {
    const defined = [...objects].filter(([, object]) => object instanceof protobuf.Service)
    expect(
      Object.fromEntries(
        defined.map(([name, object]) => [
          name,
          (object as protobuf.Service).methodsArray.map(describeMethod),
        ]),
      ),
    ).toEqual(procedures)
  })

  it('define the enums of the protocol with their values and no others', () => {
    const defined = [...objects].filter(([, object]) => object instanceof protobuf.Enum)
    expect(
      Object.fromEntries(
        defined.map(([name, object]) => [
          name,
          Object.entries((object as protobuf.Enum).values).map(([key, value]) => `${key}=${value}`),
        ]),
      ),
    ).toEqual(enums)
  })

  it('define the messages of the protocol with their fields and no others', () => {
    const defined = [...objects].filter(([, object]) => object instanceof protobuf.Type)
    expect(
      Object.fromEntries(
        defined.map(([name, object]) => [name, (object as protobuf.Type).fieldsArray.map(describeField)]),
      ),
    ).toEqual(messages)
  })
})

describe('the generated codec', () => {
  it('is what the .proto files give now', { timeout: 240_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'protocol-'))
    try {
      await promisify(execFile)(process.execPath, ['scripts/generate-protocol.js', folder])
      for (const name of ['protocol.js', 'protocol.d.ts']) {
        const fresh = readFileSync(join(folder, name), 'utf8')
        const committed = readFileSync(join('src/wire/generated', name), 'utf8')
        expect(fresh === committed, `${name} is stale: run npm run proto`).toBe(true)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('keeps the optional fields, timestamps and 64-bit numbers of a message', () => {
    const { Message } = apache.rocketmq.v2
    const bytes = Message.encode({
      topic: { name: 'orders' },
      userProperties: { a: '1' },
      systemProperties: { tag: 'paid', priority: 0, deliveryTimestamp: { seconds: 1_900_000_000, nanos: 5 } },
      body: Buffer.from('hello'),
    }).finish()
    const message = Message.decode(bytes)
    expect(message.topic?.name).toBe('orders')
    expect(message.userProperties).toEqual({ a: '1' })
    expect(message.systemProperties?.priority).toBe(0)
    expect(message.systemProperties?.messageGroup).toBeNull()
    expect(Number(message.systemProperties?.deliveryTimestamp?.seconds)).toBe(1_900_000_000)
    expect(Buffer.from(message.body).toString()).toBe('hello')
  })
})
