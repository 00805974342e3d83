import type { WriteStream } from 'node:tty'

const ESC = '\u001b['
const ENTER = `${ESC}?1049h${ESC}?25l`
const LEAVE = `${ESC}?25h${ESC}?1049l`
const HOME = `${ESC}H`
const CLEAR_LINE = `${ESC}K`
const CLEAR_REST = `${ESC}J`

/** The terminal's other screen: what stood there before is back after `close()`. */
export class Screen {
  readonly #terminal: Pick<WriteStream, 'write' | 'columns' | 'rows'>

  constructor(terminal: Pick<WriteStream, 'write' | 'columns' | 'rows'>) {
    this.#terminal = terminal
  }

  open(): void {
    this.#terminal.write(ENTER)
  }

  /** Puts `text` in place of what is shown, as much of it as fits; nothing flickers or scrolls. */
  show(text: string): void {
    const { columns = 80, rows = 24 } = this.#terminal
    const lines = text.split('\n').slice(0, rows - 1)
    const fitting = lines.map(line => `${[...line].slice(0, columns).join('')}${CLEAR_LINE}`)
    this.#terminal.write(`${HOME}${fitting.join('\n')}\n${CLEAR_REST}`)
  }

  close(): void {
    this.#terminal.write(LEAVE)
  }
}
