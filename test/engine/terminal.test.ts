import { expect, test } from "vitest";
import { engineAccount, fails, ok, program, rows, SITE } from "./support.js";

const { simulator, stackOf } = await engineAccount();

/** Sets the window's title, clears the screen, rings the bell. */
const EVIL = "\u001b]0;owned\u0007\u001b[2J\u009b1m";
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not arrive.
const UNSAFE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

test("control characters that the server sends reach the screen neither in a name nor in an error", async () => {
  const stack = await stackOf(program(SITE));
  await ok(stack.up());
  const [siteId = ""] = simulator.account.sites.keys();
  simulator.account.renameSite(siteId, `evil${EVIL}`);
  const preview = await ok(stack.previewRefresh("--diff"));
  expect(preview.stdout + preview.stderr).toContain("evil");
  expect(preview.stdout + preview.stderr).not.toMatch(UNSAFE);
  const refresh = await ok(stack.refresh("--diff"));
  expect(rows(refresh)).toEqual(["update office: name"]);
  expect(refresh.stdout + refresh.stderr).not.toMatch(UNSAFE);

  const described = [...EVIL].map((character) => `&#${character.codePointAt(0)};`).join("");
  const body = `<R><ResponseStatus><ErrorCode>5001</ErrorCode><Description>no ${described}</Description></ResponseStatus></R>`;
  const refusal = { kind: "status", status: 400, body } as const;
  const commands = { GET: stack.refresh, PUT: stack.up, DELETE: stack.destroy };
  for (const [method, run] of Object.entries(commands)) {
    simulator.faults.on(method, /\/sites\//, refusal);
    const failed = await fails(run());
    expect(failed.text).toContain('400 5001 "no');
    expect(failed.stdout + failed.stderr, method).not.toMatch(UNSAFE);
    simulator.faults.clear();
  }
});
