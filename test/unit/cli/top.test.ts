import { describe, expect, it } from 'vitest'
import { Screen } from '../../../src/cli/top.js'

function screenOf(columns: number, rows: number) {
  let written = ''
  const screen = new Screen({
    columns,
    rows,
    write: (text: unknown) => {
      written += String(text)
      return true
    },
  })
  const taken = () => {
    const text = written
    written = ''
    return text
  }
  return { screen, taken }
}

describe('Screen', () => {
  it('shows no more than fits, so that nothing wraps or scrolls', () => {
    const { screen, taken } = screenOf(10, 4)
    screen.show(['a'.repeat(50), 'second', 'third', 'fourth', 'fifth'].join('\n'))
    const shown = taken()
    expect(shown).toContain('aaaaaaaaaa\u001b[K')
    expect(shown).not.toContain('a'.repeat(11))
    expect(shown).toContain('third')
    expect(shown).not.toContain('fourth')
  })

  it('wipes what was longer before, without clearing everything', () => {
    const { screen, taken } = screenOf(40, 10)
    screen.show('short')
    expect(taken()).toBe('\u001b[Hshort\u001b[K\n\u001b[J')
  })

  it('gives the terminal back as it was', () => {
    const { screen, taken } = screenOf(40, 10)
    screen.open()
    expect(taken()).toBe('\u001b[?1049h\u001b[?25l')
    screen.close()
    expect(taken()).toBe('\u001b[?25h\u001b[?1049l')
  })
})
