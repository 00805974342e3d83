const SVG = 'http://www.w3.org/2000/svg'
const HEIGHT = 148
const MARGIN = { top: 8, right: 6, bottom: 20, left: 58 }
/** Samples further apart than this many usual distances have a gap between them. */
const GAP = 3.5
/** The least that a logarithmic scale shows. */
const LEAST_LOG = 0.01

/**
 * A card with lines over time.
 *
 * @param spec `title`, `format` of a value, `series`, and `least`: the top of the scale when all values are small.
 *   `series` are lists of [field of a sample, or a function of it; label; tone], or a function that makes them of the
 *   samples that are shown. `log`: the scale is logarithmic, so that a p99 does not press its p50 to the floor
 */
export class Plot {
  #spec
  #card = document.createElement('article')
  #time = document.createElement('time')
  #legend = document.createElement('p')
  #svg = node('svg', { role: 'img' })
  #samples = []
  #series = []
  #from = 0
  #to = 1

  /** @param onHover told of the time under the pointer, or of `undefined` */
  constructor(spec, onHover) {
    this.#spec = spec
    this.#card.className = 'plot'
    this.#card.id = `plot-${spec.id}`
    const title = document.createElement('h2')
    title.append(spec.title, this.#time)
    this.#legend.className = 'legend quiet'
    this.#card.append(title, this.#legend, this.#svg)
    this.#svg.addEventListener('pointermove', event => onHover(this.#timeAt(event)))
    this.#svg.addEventListener('pointerleave', () => onHover(undefined))
  }

  get element() {
    return this.#card
  }

  /** Draws `samples`, oldest first, between two times; `hovered` is the time to read off, if any. */
  draw(samples, from, to, hovered) {
    const { series, log } = this.#spec
    this.#samples = samples
    this.#series = typeof series === 'function' ? series(samples) : series
    this.#from = from
    this.#to = to
    const read = hovered === undefined ? samples.at(-1) : nearest(samples, hovered)
    this.#drawLegend(read)
    this.#time.textContent =
      hovered === undefined || read === undefined ? (log ? 'log scale' : '') : clock(read.at)
    const width = this.#svg.clientWidth || 360
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`)
    const scale = this.#scale(width)
    const hair = hovered === undefined || read === undefined ? [] : [this.#hair(scale.x(read.at))]
    this.#svg.replaceChildren(...this.#grid(scale, width), ...this.#lines(scale), ...hair)
  }

  #drawLegend(sample) {
    const { format } = this.#spec
    const entries = this.#series.map(([field, label, tone]) => {
      const entry = document.createElement('span')
      const figure = document.createElement('b')
      const value = sample === undefined ? null : reading(sample, field)
      figure.textContent = value === null ? '–' : format(value)
      entry.style.setProperty('--tone', `var(--${tone})`)
      entry.append(`${label} `, figure)
      return entry
    })
    this.#legend.replaceChildren(...entries)
    this.#svg.setAttribute('aria-label', `${this.#spec.title}: ${this.#legend.textContent}`)
  }

  #scale(width) {
    const values = this.#samples.flatMap(sample => this.#series.map(([field]) => reading(sample, field) ?? 0))
    const inner = { width: width - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom }
    const { ticks, part } = this.#spec.log ? logarithmic(values) : this.#linear(values)
    return {
      ticks,
      x: at => MARGIN.left + (inner.width * (at - this.#from)) / (this.#to - this.#from),
      y: value => MARGIN.top + inner.height * (1 - Math.min(Math.max(part(value), 0), 1)),
    }
  }

  #linear(values) {
    const { least = 1, most, binary } = this.#spec
    const { top, step } = most ?? ceiling(Math.max(least, ...values), binary)
    const ticks = []
    for (let value = 0; value <= top * 1.001; value += step) ticks.push(value)
    return { ticks, part: value => value / top }
  }

  #grid({ ticks, x, y }, width) {
    const nodes = []
    for (const value of ticks) {
      const height = Math.round(y(value)) + 0.5
      nodes.push(
        node('line', { class: 'grid', x1: MARGIN.left, x2: width - MARGIN.right, y1: height, y2: height }),
      )
      nodes.push(
        text(this.#spec.format(value), {
          class: 'axis',
          x: MARGIN.left - 8,
          y: height + 4,
          'text-anchor': 'end',
        }),
      )
    }
    const marks = Math.max(2, Math.min(4, Math.floor(width / 130)))
    for (let mark = 0; mark < marks; mark++) {
      const at = this.#from + ((this.#to - this.#from) * mark) / (marks - 1)
      const anchor = mark === 0 ? 'start' : mark === marks - 1 ? 'end' : 'middle'
      nodes.push(text(clock(at), { class: 'axis', x: x(at), y: HEIGHT - 4, 'text-anchor': anchor }))
    }
    return nodes
  }

  #lines({ x, y }) {
    const gap = GAP * usualDistance(this.#samples)
    const floor = HEIGHT - MARGIN.bottom
    const paths = this.#series.map(([field, label, tone]) => {
      const runs = runsOf(this.#samples, field, gap).map(run =>
        run.map(({ at, value }) => ({ x: round(x(at)), y: round(y(value)) })),
      )
      return [
        path({ class: 'area', d: runs.map(run => areaOf(run, floor)).join('') }, tone),
        path({ class: 'line', 'data-series': label, d: runs.map(lineOf).join('') }, tone),
      ]
    })
    // The first series is the most telling one: it alone has an area, and its line lies on top. On a logarithmic
    // scale an area would mean nothing.
    const area = this.#spec.log ? [] : [paths[0][0]]
    return [...area, ...paths.map(([, line]) => line).reverse()]
  }

  #hair(x) {
    return node('line', { class: 'hair', x1: x, x2: x, y1: MARGIN.top, y2: HEIGHT - MARGIN.bottom })
  }

  #timeAt(event) {
    const box = this.#svg.getBoundingClientRect()
    const inner = box.width - MARGIN.left - MARGIN.right
    const part = (event.clientX - box.left - MARGIN.left) / inner
    return part < 0 || part > 1 ? undefined : this.#from + part * (this.#to - this.#from)
  }
}

function reading(sample, field) {
  return (typeof field === 'function' ? field(sample) : sample[field]) ?? null
}

/** Whole decades, two at the least. What is below the first of them, 0 above all, lies on the floor. */
function logarithmic(values) {
  const shown = values.filter(value => value > 0)
  const first = Math.floor(Math.log10(Math.max(LEAST_LOG, Math.min(1, ...shown))))
  const last = Math.max(first + 2, Math.ceil(Math.log10(Math.max(1, ...shown))))
  const step = last - first > 4 ? 2 : 1
  const ticks = []
  for (let decade = first; decade <= last; decade += step) ticks.push(10 ** decade)
  return { ticks, part: value => (value > 0 ? (Math.log10(value) - first) / (last - first) : 0) }
}

/** Stretches of values without a gap: none where a value is null, or where nobody looked for a while. */
function runsOf(samples, field, gap) {
  const runs = []
  let last
  for (const sample of samples) {
    const value = reading(sample, field)
    if (value !== null) {
      if (last === undefined || sample.at - last > gap) runs.push([])
      runs.at(-1).push({ at: sample.at, value })
      last = sample.at
    }
  }
  return runs
}

/** A run of one value becomes a dot: a line of no length, which its round cap makes visible. */
function lineOf(run) {
  const points = run.map(point => `${point.x} ${point.y}`)
  return `M${points.join('L')}${points.length === 1 ? 'h0.01' : ''}`
}

function areaOf(run, floor) {
  return `${lineOf(run)}L${run.at(-1).x} ${floor}L${run[0].x} ${floor}Z`
}

function path(attributes, tone) {
  const element = node('path', attributes)
  element.style.setProperty('--tone', `var(--${tone})`)
  return element
}

function usualDistance(samples) {
  const distances = samples.slice(1).map((sample, index) => sample.at - samples[index].at)
  return distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 1000
}

function nearest(samples, at) {
  return samples.reduce(
    (best, sample) =>
      best === undefined || Math.abs(sample.at - at) < Math.abs(best.at - at) ? sample : best,
    undefined,
  )
}

/** The next round number, and a step that divides it into round parts; powers of two for bytes. */
function ceiling(value, binary) {
  const base = binary ? 2 : 10
  const power = base ** Math.floor(Math.log(value) / Math.log(base))
  const factor = [1, 1.5, 2, 3, 4, 5, 8, 10].find(each => each * power >= value * 0.9999)
  const parts = factor === 1.5 || factor === 3 ? 3 : !binary && factor % 5 === 0 ? 5 : 4
  return { top: factor * power, step: (factor * power) / parts }
}

function clock(at) {
  return new Date(at).toTimeString().slice(0, 8)
}

function round(value) {
  return Math.round(value * 10) / 10
}

function node(name, attributes) {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}

function text(content, attributes) {
  const element = node('text', attributes)
  element.textContent = content
  return element
}
