/** The shortest time after which an estimate is worth something. */
const LEAST_MS = 5_000;

/** Says which step begins, and about how long the rest takes. */
export class Progress {
  #done = 0;
  #steps = 0;
  readonly #begun: number;

  constructor(
    private readonly say: (line: string) => void,
    private readonly now: () => number = Date.now,
  ) {
    this.#begun = now();
  }

  /** So many steps are to come. */
  expect(steps: number): void {
    this.#steps += steps;
  }

  /** A step begins. */
  begin(what: string): void {
    const passed = this.now() - this.#begun;
    const rest = this.#done === 0 ? 0 : (passed / this.#done) * (this.#steps - this.#done);
    this.say(passed < LEAST_MS || rest < 1 ? what : `${what}, about ${durationOf(rest)} left`);
    this.#done += 1;
  }
}

/** `40 s`, `12 min`, `2 h 5 min`. */
function durationOf(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
