import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ClusterError } from './cluster-error.js'

const run = promisify(execFile)

/** PEM files of one throw-away certificate authority and the server certificate it signed. */
export interface Certificates {
  /** What clients must trust. */
  readonly ca: string
  readonly certificate: string
  /** Unencrypted PKCS#8, the only form the proxy reads. */
  readonly key: string
}

/** Where `createCertificates` puts the files of a cluster. */
export function certificatePaths(folder: string): Certificates {
  return {
    ca: join(folder, 'ca.crt'),
    certificate: join(folder, 'server.crt'),
    key: join(folder, 'server.pk8'),
  }
}

/** Makes a CA and a certificate for localhost, 127.0.0.1 and ::1 with openssl, valid for a year. */
export async function createCertificates(folder: string): Promise<void> {
  const { ca, certificate, key } = certificatePaths(folder)
  const caKey = join(folder, 'ca.key')
  const request = join(folder, 'server.csr')
  const extensions = join(folder, 'server.ext')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'ca.cnf'), CA_CONFIG)
  await writeFile(extensions, 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1\n')
  const days = ['-days', '365', '-sha256']
  await openssl(['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', caKey])
  await openssl([
    'req',
    '-x509',
    '-new',
    '-key',
    caKey,
    '-config',
    join(folder, 'ca.cnf'),
    ...days,
    '-out',
    ca,
  ])
  await openssl(['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', `${key}.any`])
  await openssl(['pkcs8', '-topk8', '-nocrypt', '-in', `${key}.any`, '-out', key])
  await openssl(['req', '-new', '-key', key, '-subj', '/CN=localhost', '-out', request])
  const signer = ['-CA', ca, '-CAkey', caKey, '-set_serial', String(Date.now())]
  await openssl([
    'x509',
    '-req',
    '-in',
    request,
    ...signer,
    ...days,
    '-extfile',
    extensions,
    '-out',
    certificate,
  ])
}

const CA_CONFIG = `[req]
prompt = no
distinguished_name = subject
x509_extensions = authority
[subject]
CN = rocketmq-jet test authority
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
`

async function openssl(args: string[]): Promise<void> {
  try {
    await run('openssl', args)
  } catch (failure) {
    const missing = (failure as NodeJS.ErrnoException).code === 'ENOENT'
    throw new ClusterError(
      missing
        ? 'TLS needs the openssl command on the PATH to make a certificate: install it, or leave --tls out.'
        : `openssl ${args[0]} failed: ${(failure as Error).message}`,
    )
  }
}
