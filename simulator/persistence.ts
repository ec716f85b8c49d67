import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { AccountSnapshot } from "./account/snapshot.js";
import type { AccountStore } from "./account/store.js";

/** Keeps the account in a file: read at the start, written a moment after a change, and at the end. */
export class AccountFile {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly file: string,
    private readonly account: AccountStore,
    private readonly delayMs = 200,
  ) {}

  /** Reads the file, if there is one; from then on every change is written. */
  open(): void {
    if (existsSync(this.file)) this.account.restore(JSON.parse(readFileSync(this.file, "utf8")) as AccountSnapshot);
    this.account.onChange = () => this.schedule();
  }

  /** Writes what is not yet written. */
  close(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.write();
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => this.write(), this.delayMs);
  }

  /** Into a file beside it, then renamed: a reader sees the old state or the new one, never half of it. */
  private write(): void {
    this.timer = undefined;
    const draft = `${this.file}.${process.pid}.tmp`;
    writeFileSync(draft, JSON.stringify(this.account.snapshot()));
    renameSync(draft, this.file);
  }
}
