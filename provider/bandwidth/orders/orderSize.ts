import { BandwidthError } from "../http/errors.js";

/** Sizes up to this are not tried out first: no list of the API is known to take fewer. */
const surelyAccepted = 500;

/**
 * How many numbers an order of one kind may have. The API doesn't publish it, it refuses what is too much (5095). So an
 * order that is larger than any before it goes alone, and those beside it wait for its answer, not for its end.
 */
export class OrderSize {
  private accepted = surelyAccepted;
  private trial: Promise<unknown> | undefined;

  constructor(public most: number) {}

  /** Sends an order. Undefined when it has turned out to be too large, and nothing was sent. */
  async send<Answer>(size: number, post: () => Promise<Answer>): Promise<Answer | undefined> {
    while (size > this.accepted && this.trial !== undefined) await this.trial;
    if (size > 1 && size > this.most) return undefined;
    if (size <= this.accepted) return post();
    const answer = post();
    this.trial = answer.then(
      () => {
        this.accepted = Math.max(this.accepted, size);
        this.trial = undefined;
      },
      (error: unknown) => {
        this.trial = undefined;
        if (isTooMany(error)) this.refuse(size);
      },
    );
    return answer;
  }

  /** An order of this size was too large. */
  refuse(size: number): void {
    this.most = Math.min(this.most, Math.ceil(size / 2));
  }
}

const isTooMany = (error: unknown): boolean => error instanceof BandwidthError && error.has("5095");
