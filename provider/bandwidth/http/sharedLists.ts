import type { Client } from "./client.js";
import { SharedRead } from "./sharedRead.js";

/** Fewer peers of a site than this are read one by one. */
const few = 3;
/** Questions that come within this time count together. */
const gatherMs = 10;

interface Asked<Entry> {
  run: number;
  times: number;
  reading?: SharedRead<Map<string, Entry>>;
}

/** Lists that take the place of many single reads, each read once in a run. */
export class SharedLists<Entry> {
  private readonly asked = new Map<string, Asked<Entry>>();

  constructor(
    private readonly client: Client,
    /** Reads a list, by the ids of its entries. */
    private readonly read: (list: string) => Promise<Map<string, Entry>>,
  ) {}

  /** The list has changed. */
  forget(list: string): void {
    this.asked.delete(list);
  }

  /** What the list says of this entry. Undefined proves nothing: read the thing itself then. */
  async entry(list: string, id: string): Promise<Entry | undefined> {
    const known = this.asked.get(list);
    const asked: Asked<Entry> = known?.run === this.client.run ? known : { run: this.client.run, times: 0 };
    this.asked.set(list, asked);
    asked.times += 1;
    if (!asked.reading?.isFresh() && asked.times < few) await new Promise((resolve) => setTimeout(resolve, gatherMs));
    if (!asked.reading?.isFresh()) {
      if (asked.times < few) return undefined;
      asked.reading = new SharedRead(this.client, this.read(list));
    }
    // What is wrong with the list, the single read says too.
    const found = await asked.reading?.whole.catch(() => undefined);
    return found?.get(id);
  }
}
