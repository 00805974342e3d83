import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const Tag = {
  INTEGER: 0x02,
  BITS: 0x03,
  BYTES: 0x04,
  ID: 0x06,
  UTF8: 0x0c,
  SEQUENCE: 0x30,
  SET: 0x31,
  TIME: 0x18,
}
/** Object identifiers, as their DER bytes. */
const Id = {
  ecdsaWithSha256: '2a8648ce3d040302',
  commonName: '550403',
  subjectAltName: '551d11',
  basicConstraints: '551d13',
}
const DAY_MS = 86_400_000

/** Makes a certificate for `localhost` and `127.0.0.1` that is valid for a day, and its key. */
export function selfSignedCertificate(now = Date.now()): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = der(Tag.SEQUENCE, objectId(Id.ecdsaWithSha256))
  const name = nameOf('localhost')
  const serial = randomBytes(8)
  serial[0] = 1
  const body = der(
    Tag.SEQUENCE,
    explicit(0, der(Tag.INTEGER, Buffer.from([2]))),
    der(Tag.INTEGER, serial),
    algorithm,
    name,
    der(Tag.SEQUENCE, time(now - DAY_MS), time(now + DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, der(Tag.SEQUENCE, alternativeNames(), authority())),
  )
  const signature = sign('sha256', body, privateKey)
  const whole = der(Tag.SEQUENCE, body, algorithm, der(Tag.BITS, Buffer.from([0]), signature))
  return {
    cert: pem(whole),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

/** One value with its tag and length. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function explicit(number: number, content: Buffer): Buffer {
  return der(0xa0 | number, content)
}

function objectId(hex: string): Buffer {
  return der(Tag.ID, Buffer.from(hex, 'hex'))
}

function nameOf(commonName: string): Buffer {
  const text = der(Tag.UTF8, Buffer.from(commonName))
  return der(Tag.SEQUENCE, der(Tag.SET, der(Tag.SEQUENCE, objectId(Id.commonName), text)))
}

function time(ms: number): Buffer {
  return der(Tag.TIME, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14)}Z`))
}

function alternativeNames(): Buffer {
  const names = der(Tag.SEQUENCE, der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])))
  return der(Tag.SEQUENCE, objectId(Id.subjectAltName), der(Tag.BYTES, names))
}

/** Says that the certificate may vouch for itself: clients take it as their CA. */
function authority(): Buffer {
  const isAuthority = der(Tag.SEQUENCE, Buffer.from([0x01, 0x01, 0xff]))
  return der(Tag.SEQUENCE, objectId(Id.basicConstraints), der(Tag.BYTES, isAuthority))
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
