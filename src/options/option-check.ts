import { RocketMQError, reasonOf, show, withoutSecrets } from '../errors.js'
import { LONGEST_TIMER_MS } from '../waiting/pause.js'
import { isPlain, unknownName } from './unknown-name.js'

interface NumberBounds {
  min: number
  max?: number
  integer?: boolean
}

/**
 * Reads the options of `owner`, as in `Producer`, with all that is wrong with them said at once.
 *
 * @param names those that there are
 * @returns what `read` makes of them, frozen
 * @throws RocketMQError CONFIGURATION with every complaint, if there was one
 */
export function readOptions<T extends object, S extends object>(
  owner: string,
  given: T | undefined,
  names: readonly string[],
  read: (options: Partial<T>, check: OptionCheck) => S,
): Readonly<S> {
  const check = new OptionCheck(owner)
  return check.done(read(check.options('', given, names), check))
}

/** Collects everything that is wrong with a set of options, to say it all at once. */
export class OptionCheck {
  readonly #owner: string
  readonly #complaints: string[] = []
  readonly #secrets: unknown[] = []

  /** @param owner what the options are for, for the message: `Producer` */
  constructor(owner: string) {
    this.#owner = owner
  }

  complain(complaint: string): void {
    this.#complaints.push(complaint)
  }

  /** Values that no complaint may repeat, wherever they were put by mistake. */
  hide(...secrets: readonly unknown[]): void {
    this.#secrets.push(...secrets)
  }

  /**
   * The options under `path`, all of them where it is empty. Refuses names that no option has: most often a
   * misspelling, which would silently do nothing. An object of a class may have fields of its own. Anything but
   * an object is complained about, and read as empty.
   */
  options<T extends object>(path: string, given: T | undefined, names: readonly string[]): Partial<T> {
    if (given === undefined) return {}
    if (!this.object(path === '' ? 'options' : path, given, 'an object')) return {}
    const prefix = path === '' ? '' : `${path}.`
    for (const name of isPlain(given) ? Object.keys(given) : []) {
      if (!names.includes(name)) this.complain(unknownName('option', prefix, name, names))
    }
    return given
  }

  number(path: string, value: unknown, fallback: number, bounds: NumberBounds): number {
    if (value === undefined) return fallback
    const { min, max = Number.POSITIVE_INFINITY, integer = true } = bounds
    const fits =
      typeof value === 'number' &&
      value >= min &&
      value <= max &&
      (!integer || Number.isInteger(value) || value === max)
    if (fits) return value
    const upper = max === Number.POSITIVE_INFINITY ? 'up' : `to ${max}`
    this.complain(
      `${path} must be ${integer ? 'a whole number' : 'a number'} from ${min} ${upper}, not ${show(value)}`,
    )
    return fallback
  }

  /** A wait that a timer can hold; fractions are allowed. */
  milliseconds(path: string, value: unknown, fallback: number, min = 0): number {
    if (value === undefined) return fallback
    if (typeof value === 'number' && value >= min && value <= LONGEST_TIMER_MS) return value
    this.complain(`${path} must be milliseconds from ${min} to ${LONGEST_TIMER_MS}, not ${show(value)}`)
    return fallback
  }

  oneOf<T extends string>(path: string, value: unknown, allowed: readonly T[], fallback: T): T {
    if (value === undefined) return fallback
    if (allowed.includes(value as T)) return value as T
    this.complain(`${path} must be one of ${allowed.map(show).join(', ')}, not ${show(value)}`)
    return fallback
  }

  string(path: string, value: unknown, fallback: string): string {
    if (value === undefined) return fallback
    if (typeof value === 'string') return value
    this.complain(`${path} must be a string, not ${show(value)}`)
    return fallback
  }

  boolean(path: string, value: unknown, fallback: boolean): boolean {
    if (value === undefined) return fallback
    if (typeof value === 'boolean') return value
    this.complain(`${path} must be true or false, not ${show(value)}`)
    return fallback
  }

  /** Whether `value` is an object whose fields can be looked at. @param wanted what is, for the message */
  object(path: string, value: unknown, wanted: string): boolean {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return true
    this.complain(`${path} must be ${wanted}, not ${show(value)}`)
    return false
  }

  /** PEM as text or as the bytes of its file. */
  pem(path: string, value: unknown): void {
    if (value === undefined) return
    if ((typeof value === 'string' || Buffer.isBuffer(value)) && value.includes('-----BEGIN ')) return
    this.complain(`${path} must be PEM, as a string or a Buffer: the file's content, not its name`)
  }

  callable<T>(path: string, value: T, required: boolean): T {
    if (typeof value !== 'function' && (value !== undefined || required))
      this.complain(`${path} must be a function, not ${show(value)}`)
    return value
  }

  /** Runs a check that throws, and keeps its message as a complaint. */
  attempt<T>(check: () => T): T | undefined {
    try {
      return check()
    } catch (error) {
      this.complain(reasonOf(error))
      return undefined
    }
  }

  /**
   * @returns what was read, frozen
   * @throws RocketMQError CONFIGURATION with every complaint, if there was one
   */
  done(): void
  done<T extends object>(settings: T): Readonly<T>
  done(settings?: object): object | undefined {
    if (this.#complaints.length === 0) return Object.freeze(settings)
    const complaints = withoutSecrets(this.#complaints.join('; '), this.#secrets)
    throw new RocketMQError('CONFIGURATION', `${this.#owner}: ${complaints}`)
  }
}
