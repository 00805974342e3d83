import { describe, expect, it } from 'vitest'
import { type Credentials, Signer } from '../../../src/remoting/credentials.js'

describe('credentials of a provider', () => {
  it('may be an object of a class whose fields are getters', async () => {
    class Rotating implements Credentials {
      get accessKey() {
        return 'key'
      }
      get secretKey() {
        return 'secret'
      }
    }
    const { credentials } = await new Signer(() => new Rotating(), 1_000).next()
    expect(credentials).toMatchObject({ accessKey: 'key', secretKey: 'secret' })
  })

  it('that throw when they are read are a failure of the provider, which repeats no secret', async () => {
    const broken = {
      accessKey: 'key',
      get secretKey(): string {
        throw new Error('cannot decrypt aGVsbG8x')
      },
    }
    await expect(async () => new Signer(() => broken, 1_000).next()).rejects.toMatchObject({
      code: 'CONFIGURATION',
      retryable: true,
      message: expect.stringMatching(/^the credentials provider failed: (?!.*aGVsbG8x)/),
    })
  })
})
