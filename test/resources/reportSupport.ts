import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

const PERIOD = { startDate: "2026-01-01", endDate: "2026-01-31" };

/** The three kinds, each with inputs that work. */
export const KINDS: Record<string, Values> = {
  ReportInstance: { reportId: "100020", outputFormat: "pdf" },
  BillingReport: { type: "MDR", ...PERIOD },
  BillingDetailRecords: PERIOD,
};

/** The output that names each. */
export const ID: Record<string, string> = {
  ReportInstance: "instanceId",
  BillingReport: "reportId",
  BillingDetailRecords: "bdrId",
};

/** A stack, and a folder for files, before each test of a file. */
export function reportDesk() {
  let stack: Stack;
  let folder: string;
  beforeEach(async () => {
    stack = await Stack.start();
    folder = mkdtempSync(join(tmpdir(), "reports-"));
  });
  afterEach(async () => {
    await stack.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    get stack() {
      return stack;
    },
    get folder() {
      return folder;
    },
    /** Where a report may be written; its folder is not there yet. */
    get path() {
      return join(folder, "deep", "report.bin");
    },
  };
}

/** The requests that asked for a report. */
export function made(stack: Stack): string[] {
  return stack.writes().filter((line) => line.startsWith("POST"));
}
