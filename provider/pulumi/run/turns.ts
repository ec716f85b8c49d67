/**
 * Calls that waited for the same answer go on in the same moment, and each makes a large one of its own: a list of 5,000 numbers takes
 * megabytes until it is sent. So they go on one after the other, and between two of them what is ready leaves.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  next(): Promise<void> {
    this.#last = this.#last.then(() => new Promise((done) => setImmediate(done)));
    return this.#last;
  }
}
