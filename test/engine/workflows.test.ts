import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ensureTool } from "../../scripts/pulumi.js";
import { filesOf } from "../docs/repository.js";
import { REPOSITORY } from "./pluginSupport.js";

test("the linter of GitHub Actions finds no fault with the workflows", async () => {
  const linter = await ensureTool("actionlint");
  const workflows = filesOf(".yml").filter((path) => path.startsWith(".github/workflows/"));
  expect(workflows.length).toBeGreaterThan(3);
  // One that users copy.
  workflows.push("examples/nightly-report/github-actions.yml");
  // The checks of scripts are other programs, which may or may not be there.
  const check = (...files: string[]) =>
    promisify(execFile)(linter, ["-shellcheck=", "-pyflakes=", "-oneline", ...files], { cwd: REPOSITORY }).then(
      () => "",
      ({ stdout, stderr }) => stdout + stderr,
    );
  expect(await check(...workflows)).toBe("");
  // It does read them: an issue form is no workflow.
  expect(await check(join(".github", "ISSUE_TEMPLATE", "bug.yml"))).toContain("[syntax-check]");
});
