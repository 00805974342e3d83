import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { accepts } from '../../scripts/cluster/readiness.js'
import { selfSignedCertificate } from '../../src/testing/self-signed-certificate.js'
import { freePort } from './peers.js'

/** How the gateway is set up. */
export interface NginxSettings {
  /** `host:port` of the gRPC server behind it. */
  upstream: string
  /** Directives of its `server` block, such as `client_max_body_size 1m;`. */
  server?: string
  tls?: boolean
}

const ATTEMPTS = 3

/** Whether nginx is on this machine. */
export function hasNginx(): boolean {
  try {
    execFileSync('nginx', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A gateway as operators put it before a RocketMQ proxy: nginx with `grpc_pass`, on a free port of loopback. */
export class Nginx implements AsyncDisposable {
  readonly #folder: string
  readonly #port: number
  readonly #process: ChildProcess
  /** PEM of the certificate it shows; only with `tls`. */
  readonly certificate: string | undefined

  private constructor(folder: string, port: number, process: ChildProcess, certificate: string | undefined) {
    this.#folder = folder
    this.#port = port
    this.#process = process
    this.certificate = certificate
  }

  /** Another process may take the free port meanwhile. */
  static async start(settings: NginxSettings): Promise<Nginx> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await Nginx.#start(settings)
      } catch (error) {
        if (attempt === ATTEMPTS) throw error
      }
    }
  }

  static async #start(settings: NginxSettings): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), 'rocketmq-jet-nginx-'))
    const port = await freePort()
    const pair = settings.tls ? selfSignedCertificate() : undefined
    if (pair !== undefined) {
      await writeFile(join(folder, 'certificate.pem'), pair.cert)
      await writeFile(join(folder, 'key.pem'), pair.key)
    }
    await writeFile(join(folder, 'nginx.conf'), configuration(folder, port, settings))
    const process = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], {
      stdio: 'ignore',
    })
    const nginx = new Nginx(folder, port, process, pair?.cert)
    try {
      await nginx.#listening()
      return nginx
    } catch (error) {
      await nginx[Symbol.asyncDispose]()
      throw error
    }
  }

  get endpoints(): string {
    return `127.0.0.1:${this.#port}`
  }

  /** Takes new settings as operators do: new workers serve new connections, old ones end after their requests. */
  async reload(settings: NginxSettings): Promise<void> {
    await writeFile(join(this.#folder, 'nginx.conf'), configuration(this.#folder, this.#port, settings))
    this.#process.kill('SIGHUP')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode === null) {
      this.#process.kill('SIGTERM')
      await once(this.#process, 'exit')
    }
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #listening(): Promise<void> {
    for (const end = Date.now() + 10_000; ; await sleep(20)) {
      if (await accepts(this.#port)) return
      if (Date.now() > end || this.#process.exitCode !== null) throw new Error('nginx did not start')
    }
  }
}

function configuration(folder: string, port: number, { upstream, server = '', tls }: NginxSettings): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map(name => `  ${name}_temp_path ${join(folder, name)};`)
    .join('\n')
  const certificate = tls
    ? `ssl_certificate ${join(folder, 'certificate.pem')}; ssl_certificate_key ${join(folder, 'key.pem')};`
    : ''
  return `
worker_processes 1;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${join(folder, 'nginx.pid')};
error_log ${join(folder, 'error.log')};
events { worker_connections 1024; }
http {
  access_log off;
  client_max_body_size 100m;
${temporary}
  server {
    listen 127.0.0.1:${port} http2 ${tls ? 'ssl' : ''};
    ${certificate}
    ${server}
    location / {
      grpc_pass grpc://${upstream};
      grpc_read_timeout 1h;
      grpc_send_timeout 1h;
      client_body_timeout 1h;
    }
  }
}
`
}
