import { execFile } from 'node:child_process'
import { request } from 'node:http'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Monitor } from '../../../src/monitor/monitor.js'
import type { ServeOptions } from '../../../src/monitor/page/page-options.js'
import { clientStats, poolStats, producerStats } from '../../support/stats-builders.js'

const monitors: Monitor[] = []
afterEach(async () => {
  for (const monitor of monitors.splice(0)) await monitor.stop()
})

async function serve(options: ServeOptions = { port: 0 }) {
  const monitor = new Monitor({ name: 'shop', intervalMs: 100 })
  monitor.attach({
    stats: () => clientStats({ pools: [poolStats()], producer: producerStats({ succeeded: 7 }) }),
  })
  monitors.push(monitor)
  const page = await monitor.serve(options)
  return { monitor, page, at: (path: string) => new URL(path, page.url) }
}

/** The status of a request with these headers, which `fetch` would not all let through. */
function statusOf(url: URL, headers: Record<string, string>, method = 'GET'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(url, { headers, method, agent: false }, response => {
      response.resume()
      resolve(response.statusCode)
    })
    call.on('error', reject)
    call.end()
  })
}

describe('Monitor.serve', () => {
  it('starts the monitor, serves on this machine alone, and ends with stop()', async () => {
    const { monitor, page, at } = await serve()
    expect(monitor.started).toBe(true)
    expect(page.url).toBe(`http://127.0.0.1:${page.port}/`)
    expect(page.token).toBeUndefined()
    expect((await fetch(page.url)).status).toBe(200)
    await monitor.stop()
    await expect(fetch(at('/'))).rejects.toThrow()
    await page.close()
  })

  it('closes one page and leaves the monitor and other pages running', async () => {
    const { monitor, page } = await serve()
    const other = await monitor.serve({ port: 0 })
    await page.close()
    await page.close()
    await expect(fetch(page.url)).rejects.toThrow()
    expect((await fetch(other.url)).status).toBe(200)
    expect(monitor.started).toBe(true)
  })

  it('keeps no process alive, even while somebody watches', async () => {
    const source = `
      const { once } = await import('node:events')
      const { connect } = await import('node:net')
      const { Monitor } = await import('./src/monitor/monitor.js')
      const { port } = await new Monitor().serve({ port: 0 })
      const watcher = connect(port, '127.0.0.1')
      watcher.write('GET /events HTTP/1.1\\r\\nhost: localhost\\r\\n\\r\\n')
      console.log(String(await once(watcher, 'data')).split('\\r\\n')[0])
      watcher.unref()`
    const args = ['--import', 'tsx', '--input-type=module', '-e', source]
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 200_000 })
    expect(stdout).toBe('HTTP/1.1 200 OK\n')
  }, 240_000)

  it('takes another port where the usual one is taken, but not where one was asked for', async () => {
    const { monitor } = await serve({})
    const second = await monitor.serve()
    expect((await fetch(second.url)).status).toBe(200)
    await expect(monitor.serve({ port: second.port })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('sends everything the page is made of, and nothing of it comes from elsewhere', async () => {
    const { at } = await serve()
    const html = await (await fetch(at('/'))).text()
    const files = [...html.matchAll(/(?:src|href)="([^":]+\.(?:css|js))"/g)].map(match => match[1] ?? '')
    expect(files.sort()).toEqual(['page.css', 'page.js'])
    for (const file of [...files, 'plot.js', 'tables.js', 'units.js']) {
      const response = await fetch(at(file))
      expect([file, response.status]).toEqual([file, 200])
      expect(await response.text()).not.toMatch(/https?:\/\/(?!www\.w3\.org\/2000\/svg)/)
    }
    expect(html).not.toMatch(/https?:\/\//)
  })

  it('is styled by what browsers had before 2023', async () => {
    const { at } = await serve()
    const css = await (await fetch(at('/page.css'))).text()
    expect(css).toContain('prefers-color-scheme: dark')
    expect(css).not.toMatch(/light-dark\(|:has\(|color-mix\(|@container|@layer/)
  })

  it('gives the snapshot and the history as JSON, the report as text, and metrics for Prometheus', async () => {
    const { monitor, at } = await serve()
    await expect.poll(() => monitor.history().length).toBeGreaterThan(0)
    const json = async (path: string) => (await (await fetch(at(path))).json()) as unknown[]
    expect(await json('/snapshot')).toMatchObject({ name: 'shop', producers: [{ succeeded: 7 }] })
    expect((await json('/history')).at(0)).toMatchObject({ at: expect.any(Number), sentPerSecond: 0 })
    expect(await (await fetch(at('/report'))).text()).toContain('producers')
    const metrics = await fetch(at('/metrics'))
    expect(metrics.headers.get('content-type')).toContain('text/plain')
    expect(await metrics.text()).toMatch(/^rocketmq_jet_\w+/m)
  })

  it('tells what was and what comes as server-sent events', async () => {
    const { at } = await serve()
    const stop = new AbortController()
    const response = await fetch(at('/events'), { signal: stop.signal })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      if ((text.match(/^event: sample$/gm) ?? []).length >= 2) break
    }
    stop.abort()
    expect(text).toMatch(/^event: history\ndata: \[/m)
    expect(text).toMatch(/^event: snapshot\ndata: \{"name":"shop"/m)
  })

  it('answers what is not there, and what is no GET, with words', async () => {
    const { at } = await serve()
    const nothing = await fetch(at('/nothing'))
    expect([nothing.status, await nothing.text()]).toEqual([404, expect.stringContaining('/snapshot')])
    expect((await fetch(at('/snapshot'), { method: 'POST' })).status).toBe(405)
    expect((await fetch(at('/..%2f..%2fpackage.json'))).status).toBe(404)
  })

  it.each([
    [{ port: -1 }, 'port'],
    [{ port: 70_000 }, 'port'],
    [{ host: '' }, 'host'],
    [{ token: 'short' }, 'token'],
    [{ token: 'with blanks in it, long' }, 'token'],
  ])('refuses %j', async (options, name) => {
    const serving = new Monitor().serve(options)
    await expect(serving).rejects.toMatchObject({
      code: 'CONFIGURATION',
      message: expect.stringContaining(name),
    })
  })
})

describe('the guard of a page without a token', () => {
  it('serves loopback names only, so that no foreign name can be made to point here', async () => {
    const { page, at } = await serve()
    const status = (host: string) => statusOf(at('/snapshot'), { host })
    expect(await status(`127.0.0.1:${page.port}`)).toBe(200)
    expect(await status(`localhost:${page.port}`)).toBe(200)
    expect(await status(`[::1]:${page.port}`)).toBe(200)
    expect(await status(`attacker.example:${page.port}`)).toBe(403)
    expect(await status('127.0.0.1.attacker.example')).toBe(403)
    expect(await status(`localhost.attacker.example:${page.port}`)).toBe(403)
  })

  it('refuses what other sites make a browser ask for, but lets them link to the page', async () => {
    const { at } = await serve()
    const from = (site: string, path: string, dest = 'image') =>
      statusOf(at(path), { 'sec-fetch-site': site, 'sec-fetch-dest': dest })
    expect(await from('cross-site', '/profiles/cpu')).toBe(403)
    expect(await from('same-site', '/snapshot')).toBe(403)
    expect(await from('cross-site', '/snapshot', 'document')).toBe(403)
    expect(await from('cross-site', '/', 'document')).toBe(200)
    expect(await from('same-origin', '/snapshot')).toBe(200)
    expect(await from('none', '/snapshot')).toBe(200)
  })

  it('lets no other origin read an answer, and no other site frame the page', async () => {
    const { at } = await serve()
    const { headers } = await fetch(at('/'), { headers: { origin: 'http://attacker.example' } })
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})

describe('the guard of a page with a token', () => {
  const token = 'a-token-of-some-length'

  it('asks for it, and takes it from a header, the address or a cookie', async () => {
    const { at } = await serve({ port: 0, token })
    const status = async (path: string, headers = {}) =>
      (await fetch(at(path), { headers, redirect: 'manual' })).status
    expect(await status('/snapshot')).toBe(401)
    expect(await status('/snapshot', { authorization: 'Bearer wrong' })).toBe(401)
    expect(await status('/snapshot?token=wrong')).toBe(401)
    expect(await status('/snapshot', { authorization: `Bearer ${token}` })).toBe(200)
    expect(await status(`/snapshot?token=${token}`)).toBe(200)
  })

  it('moves it from the address of the page into a cookie that scripts do not see', async () => {
    const { page, at } = await serve({ port: 0, token })
    const first = await fetch(page.url, { redirect: 'manual' })
    expect([first.status, first.headers.get('location')]).toEqual([303, '/'])
    const cookie = first.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/)
    const second = await fetch(at('/'), { headers: { cookie: `other=1; ${cookie.split(';')[0]}` } })
    expect(second.status).toBe(200)
    const malformed = await fetch(at('/'), { headers: { cookie: `rocketmq-jet-${page.port}=%E0%A4%A` } })
    expect(malformed.status).toBe(401)
  })

  it('makes a random one where others can reach the page', async () => {
    const first = await serve({ port: 0, host: '0.0.0.0' })
    const second = await serve({ port: 0, host: '0.0.0.0' })
    expect(first.page.token).toMatch(/^[\w-]{32}$/)
    expect(first.page.token).not.toBe(second.page.token)
    expect(first.page.url).toContain(`?token=${first.page.token}`)
    expect((await fetch(first.at('/snapshot'))).status).toBe(401)
  })

  it('serves every name the token is presented under', async () => {
    const { at } = await serve({ port: 0, token })
    const headers = { host: 'pod-7.shop.internal', authorization: `Bearer ${token}` }
    expect(await statusOf(at('/snapshot'), headers)).toBe(200)
  })

  it('is not told to the log, which has the address alone', async () => {
    const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    const monitor = new Monitor({ logger })
    monitors.push(monitor)
    const page = await monitor.serve({ port: 0, host: '0.0.0.0' })
    const log = logger.info.mock.calls.flat().join()
    expect(log).toContain(`http://127.0.0.1:${page.port}/, for whoever has its token`)
    expect(log).not.toContain(page.token)
  })
})
