import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PushConsumer } from '../../src/consumer/push-consumer.js'
import { Monitor } from '../../src/monitor/monitor.js'
import type { MonitorPage } from '../../src/monitor/page/page-server.js'
import { Producer } from '../../src/producer/producer.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { findChromium, launch } from '../support/browser.js'

const chromium = await findChromium()
/** A machine that is busy with other things draws slowly. */
const PATIENCE_MS = 60_000

/** What a picture of each sort is taken with. */
const SIGHTS: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1440, height: 1000 }, colorScheme: 'light' },
  dark: { viewport: { width: 1440, height: 1000 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
}

describe.runIf(chromium !== undefined)('the live page in a browser', () => {
  let proxy: EmbeddedProxy
  let monitor: Monitor
  let producer: Producer
  let consumer: PushConsumer
  let served: MonitorPage
  let browser: Browser
  let load: NodeJS.Timeout
  const complaints: string[] = []

  beforeAll(async () => {
    proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
    monitor = new Monitor({
      name: 'shop <b>',
      intervalMs: 250,
      alerts: [{ name: 'slow', metric: 'producers.*.latencyMs.p99', above: 0, severity: 'critical' }],
    })
    producer = new Producer({ endpoints: proxy.endpoints, monitor, logger: false })
    const subscriptions = { orders: '*' }
    const listener = async () => {}
    consumer = new PushConsumer({
      endpoints: proxy.endpoints,
      monitor,
      consumerGroup: 'workers',
      subscriptions,
      listener,
    })
    await Promise.all([producer.start(), consumer.start()])
    served = await monitor.serve({ port: 0, token: 'a-token-of-some-length' })
    load = setInterval(() => {
      producer.send({ topic: 'missing', body: 'x' }).catch(() => {})
      for (let index = 0; index < 8; index++) producer.send({ topic: 'orders', body: 'x' }).catch(() => {})
    }, 50)
    browser = await launch(chromium as string)
  }, PATIENCE_MS * 2)

  afterAll(async () => {
    clearInterval(load)
    await browser?.close()
    await Promise.all([producer?.close(), consumer?.close()])
    await monitor?.stop()
    await proxy?.close()
  }, PATIENCE_MS)

  /** The page as somebody sees it who opens the address that serve() returned. */
  async function open(sight: BrowserContextOptions): Promise<Page> {
    const page = await browser.newPage(sight)
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('pageerror', error => complaints.push(String(error)))
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await page.goto(served.url)
    await page.locator('html[data-samples]').waitFor({ state: 'attached' })
    return page
  }

  /** The heights that a line runs through. */
  async function heights(page: Page, plot: string, series: string): Promise<number[]> {
    const path = (await page.locator(`#plot-${plot} path[data-series="${series}"]`).getAttribute('d')) ?? ''
    return [...path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(match => Number(match[1]))
  }

  it(
    'draws what a producer and a consumer do, and goes on drawing',
    async () => {
      const page = await open({})
      const floor = 128
      await expect
        .poll(async () => Math.min(...(await heights(page, 'throughput', 'sent'))), { timeout: PATIENCE_MS })
        .toBeLessThan(floor - 10)
      await expect
        .poll(async () => Math.min(...(await heights(page, 'throughput', 'processed'))), {
          timeout: PATIENCE_MS,
        })
        .toBeLessThan(floor - 10)
      for (const [plot, series] of [
        ['latency', 'p99'],
        ['batch', 'items a batch'],
        ['memory', 'resident'],
        ['pools', 'hits'],
      ] as const)
        expect([plot, Math.min(...(await heights(page, plot, series))) < floor]).toEqual([plot, true])
      const before = Number(await page.locator('html').getAttribute('data-samples'))
      await expect
        .poll(async () => Number(await page.locator('html').getAttribute('data-samples')), {
          timeout: PATIENCE_MS,
        })
        .toBeGreaterThan(before)
      await page.close()
    },
    PATIENCE_MS * 2,
  )

  it(
    'shows alerts on top, figures in tables, and names as text whatever is in them',
    async () => {
      const page = await open({})
      await expect
        .poll(() => page.locator('#alerts .alert[data-tone="critical"]').textContent(), {
          timeout: PATIENCE_MS,
        })
        .toMatch(/slow: p99 of the send latency of producer is [\d.]+ (ms|s), above 0 ms/)
      expect(await page.locator('h1').textContent()).toBe('shop <b>')
      const tables = await page.locator('.table h2').allTextContents()
      expect(tables).toEqual(
        expect.arrayContaining([
          'Topics',
          'Producers',
          'Consumers',
          'Errors',
          'Batches',
          'Pools',
          'Connections',
          'Calls',
        ]),
      )
      expect(await page.locator('.table', { hasText: 'Consumers' }).textContent()).toContain('workers')
      const row = (table: string, name: string) =>
        page.locator(`.table:has(h2:text-is("${table}")) tr`, { hasText: name }).first().textContent()
      expect(await row('Topics', 'orders')).toMatch(/orders[\d.]+\/s/)
      expect(await row('Errors', 'TOPIC_NOT_FOUND')).toMatch(/TOPIC_NOT_FOUNDproducer[\d,]+missing/)
      for (const [table, name, owner] of [
        ['Pools', 'envelopes', 'producer'],
        ['Batches', 'send coalescing', 'producer'],
        ['Batches', 'acknowledgements', 'workers'],
      ] as const)
        expect(await row(table, name)).toContain(`${name}${owner}`)
      expect(new URL(page.url()).search).toBe('')
      await page.close()
    },
    PATIENCE_MS * 2,
  )

  it(
    'has a line for each code of errors, and a scale on which no p50 lies on the floor',
    async () => {
      const page = await open({})
      await expect
        .poll(async () => Math.min(...(await heights(page, 'errors', 'TOPIC_NOT_FOUND'))), {
          timeout: PATIENCE_MS,
        })
        .toBeLessThan(120)
      const marks = await page.locator('#plot-latency text[text-anchor="end"]').allTextContents()
      expect(marks.slice(0, 3).map(mark => Number.parseFloat(mark))).toEqual(
        expect.arrayContaining([expect.toSatisfy(mark => Number.isInteger(Math.log10(mark as number)))]),
      )
      expect(await page.locator('#plot-latency h2').textContent()).toContain('log scale')
      const median = await heights(page, 'latency', 'p50')
      expect(Math.min(...median)).toBeLessThan(128)
      await page.close()
    },
    PATIENCE_MS * 2,
  )

  it.each(Object.keys(SIGHTS))(
    'fits its window and its colours: %s',
    async name => {
      const sight = SIGHTS[name] ?? {}
      const page = await open(sight)
      const box = await page.locator('body').boundingBox()
      expect(box?.width).toBe(sight.viewport?.width)
      const width = await page.locator('html').evaluate(html => html.scrollWidth)
      expect(width).toBe(sight.viewport?.width)
      const folded = page.locator('.table:not([open]) summary')
      // Not click(), which waits until nothing moves: every interval draws the tables anew.
      while ((await folded.count()) > 0) await folded.first().dispatchEvent('click')
      const frames = await page.locator('.table > div').evaluateAll(all =>
        all.map(frame => ({
          title: frame.parentElement?.textContent?.slice(0, 12),
          over: frame.scrollWidth - frame.clientWidth,
        })),
      )
      expect(frames.length).toBeGreaterThan(6)
      expect(frames.filter(({ over }) => over > 0)).toEqual([])
      const ground = await page
        .locator('body')
        .evaluate(body => body.ownerDocument.defaultView?.getComputedStyle(body).backgroundColor)
      expect(ground).toBe(name === 'dark' ? 'rgb(14, 18, 24)' : 'rgb(245, 246, 248)')
      const picture = await page.screenshot({ fullPage: true, timeout: PATIENCE_MS })
      expect(picture.length).toBeGreaterThan(20_000)
      const folder = process.env.SCREENSHOTS ?? (await mkdtemp(join(tmpdir(), 'rocketmq-jet-page-')))
      await writeFile(join(folder, `${name}.png`), picture)
      await page.close()
    },
    PATIENCE_MS * 2,
  )

  it(
    'says that the process is gone, and finds it again',
    async () => {
      const page = await open({})
      const { port } = served
      await served.close()
      await expect
        .poll(() => page.locator('#link').textContent(), { timeout: PATIENCE_MS })
        .toBe('connection lost')
      served = await monitor.serve({ port, token: 'a-token-of-some-length' })
      await expect.poll(() => page.locator('#link').textContent(), { timeout: PATIENCE_MS }).toBe('live')
      await page.close()
    },
    PATIENCE_MS * 3,
  )

  it('runs without an error or a breach of its own rules', () => {
    const unexpected = complaints.filter(
      each => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY|Failed to load resource/.test(each),
    )
    expect(unexpected).toEqual([])
  })
})
