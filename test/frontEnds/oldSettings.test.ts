import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { frontEnds, type Made, startAccount } from "./support.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(() => simulator.close());

const HINT = "add --run-program, as in `pulumi refresh --run-program`";
const textOf = (act: Promise<unknown>) => act.then(String, (error: Error) => error.message);

describe.each(frontEnds)("settings out of the state, with %s", (_name, start) => {
  const place = () => ({ accountId: simulator.accountId, baseUrl: simulator.baseUrl, tokenUrl: simulator.tokenUrl });
  const good = () => ({ ...place(), accessToken: simulator.credentials.accessToken });
  let made: Made;
  beforeEach(async () => {
    made = await (await start({}, good())).create("Site", "site", { name: "Raleigh", address });
  });

  test("credentials that are refused lead to --run-program", async () => {
    const rotated: Record<string, string>[] = [{ accessToken: "old" }, { clientId: "x", clientSecret: "old" }];
    for (const old of rotated) {
      const run = await start({}, { ...place(), ...old });
      expect(await textOf(run.read("Site", "site", made))).toContain(HINT);
      expect(await textOf(run.remove("Site", "site", made))).toContain(HINT);
    }
  });

  test("credentials of the program's own run, and those of the environment, are what they are", async () => {
    const up = await start({}, { ...place(), accessToken: "wrong" });
    const environment = await start({ BW_ACCESS_TOKEN: "wrong" }, place());
    await up.preview("Site", "new", { name: "Durham", address });
    const refused = [
      await textOf(up.remove("Site", "site", made)),
      await textOf(up.update("Site", "site", made, { name: "Durham", address })),
      await textOf(environment.read("Site", "site", made)),
    ];
    for (const text of refused) {
      expect(text).toContain("401");
      expect(text).not.toContain(HINT);
    }
  });

  test("no other trouble is told as old credentials", async () => {
    simulator.faults.on("GET", /\/sites/, { kind: "status", status: 403 });
    const refused = await textOf((await start({}, good())).read("Site", "site", made));
    expect(refused).toContain("403");
    expect(refused).not.toContain(HINT);
  });

  test("the account in the configuration counts as the one in the environment does", async () => {
    const mark = simulator.requests.mark();
    const other = await start({}, { ...good(), accountId: "9900001" });
    const refused = await textOf(other.read("Site", "site", made));
    expect(refused).toContain("Put bandwidth:accountId (or BW_ACCOUNT_ID) back.");
    expect(await textOf(other.preview("Site", "site", { name: "Raleigh", address }, made))).toContain("lives in");
    expect(simulator.requests.since(mark)).toEqual([]);
  });
});
