import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { report } from './report/report.js'
import { sendChart } from './report/send-chart.js'
import type { Results } from './results.js'

const HERE = fileURLToPath(new URL('.', import.meta.url))

/** Where a run's results go. */
export interface ResultsPlace {
  readonly markdown: string
  readonly json: string
  readonly chart: string
}

/**
 * The report and the chart of the long form are kept with the code; its raw numbers, as those of a short run, are not:
 * a release carries them along.
 */
export function resultsPlace(full: boolean, out: string | undefined): ResultsPlace {
  const folder = out ?? join(HERE, '..', 'test-results', 'bench')
  if (full && out === undefined) {
    return {
      markdown: join(HERE, 'RESULTS.md'),
      json: join(folder, 'results.json'),
      chart: join(HERE, 'results', 'send.svg'),
    }
  }
  return {
    markdown: join(folder, 'results.md'),
    json: join(folder, 'results.json'),
    chart: join(folder, 'send.svg'),
  }
}

/** Writes everything anew: called as often as something is known. */
export async function writeResults(results: Results, place: ResultsPlace): Promise<void> {
  for (const path of [place.json, place.chart]) await mkdir(dirname(path), { recursive: true })
  const chart = relative(dirname(place.markdown), place.chart)
  await writeFile(place.json, `${JSON.stringify(results, undefined, 1)}\n`)
  if (results.send.length > 0) await writeFile(place.chart, sendChart(results))
  await writeFile(place.markdown, report(results, chart))
}
