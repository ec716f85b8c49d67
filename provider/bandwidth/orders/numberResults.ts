/** The results of an order's numbers, each as soon as it is final. The first result of a number counts. */
export class NumberResults<Result> {
  private readonly entries = new Map<string, { result: Promise<Result>; settle(result: Result): void }>();
  private readonly final = new Set<string>();

  constructor(readonly numbers: readonly string[]) {
    for (const number of numbers) {
      let settle: (result: Result) => void = () => {};
      const result = new Promise<Result>((resolve) => {
        settle = resolve;
      });
      this.entries.set(number, { result, settle });
    }
  }

  isFinal(number: string): boolean {
    return this.final.has(number);
  }

  settle(number: string, result: Result): void {
    this.final.add(number);
    this.entries.get(number)?.settle(result);
  }

  /** The results of those of the numbers that are in this order, when all of them are final. */
  of(numbers: Iterable<string>): Promise<[string, Result][]> {
    const mine = [...numbers].flatMap((number) => {
      const entry = this.entries.get(number);
      return entry === undefined ? [] : [entry.result.then((result): [string, Result] => [number, result])];
    });
    return Promise.all(mine);
  }
}
