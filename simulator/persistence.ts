import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { AccountSnapshot } from "./account/snapshot.js";
import type { AccountStore } from "./account/store.js";

/** Keeps the account in a file: reads it at the start, and writes it a moment after a change and at the end. */
export class AccountFile {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly file: string,
    private readonly account: AccountStore,
    private readonly delayMs = 200,
  ) {}

  /** Reads the file, if it exists. From then on, writes every change. */
  open(): void {
    if (existsSync(this.file)) this.account.restore(JSON.parse(readFileSync(this.file, "utf8")) as AccountSnapshot);
    this.account.onChange = () => this.schedule();
  }

  /** Writes what isn't written yet. */
  close(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.write();
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => this.write(), this.delayMs);
  }

  /** Writes a file next to it, then renames it: a reader sees the old state or the new one, never half of it. */
  private write(): void {
    this.timer = undefined;
    const draft = `${this.file}.${process.pid}.tmp`;
    writeFileSync(draft, JSON.stringify(this.account.snapshot()));
    renameSync(draft, this.file);
  }
}
