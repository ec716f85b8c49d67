import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { toldNow } from "./halves.js";
import type { RunResult, Workspace } from "./harness/workspace.js";
import { BOUGHT, CHANGED, everything, javaScript, OWN, of, type Resources } from "./numberFeaturesSupport.js";
import { change, yaml } from "./pluginSupport.js";
import { engineAccount, expectSettled, expectSettledAtOnce, fails, number, ok, rows, writes } from "./support.js";

const { simulator, stackOf, pluginStackOf } = await engineAccount();

interface FrontEnd {
  start(resources: Resources): Promise<Workspace>;
  change(stack: Workspace, resources: Resources): void;
  /** A stack that has taken over what exists, by import ids. */
  takeOver(ids: Record<string, string>, resources: Resources): Promise<Workspace>;
}

const FRONT_ENDS: Record<string, FrontEnd> = {
  "dynamic resources": {
    start: (resources) => stackOf(javaScript(resources)),
    change: (stack, resources) => stack.setProgram(javaScript(resources)),
    async takeOver(ids, resources) {
      const adopting = Object.entries(resources).map(([name, { type, properties }]) => {
        return [name, { type, properties: { ...properties, adopt: ids[name] } }] as const;
      });
      const stack = await stackOf(javaScript(Object.fromEntries(adopting)));
      await ok(stack.up());
      return stack;
    },
  },
  "the plugin": {
    start: (resources) => pluginStackOf({ resources }),
    change: (stack, resources) => change(stack, { resources }),
    async takeOver(ids, resources) {
      const stack = await pluginStackOf({});
      const listed = Object.entries(ids).map(([name, id]) => {
        return { type: resources[name]?.type.replace(":", ":index:"), name, id };
      });
      writeFileSync(join(stack.folder, "import.json"), JSON.stringify({ resources: listed }));
      await ok(stack.import("--file", "import.json", "--out", "generated.yaml", "--protect=false"));
      const generated = readFileSync(join(stack.folder, "generated.yaml"), "utf8");
      stack.setProgram({ "Pulumi.yaml": yaml({}).replace(/^resources:.*$/m, generated) });
      return stack;
    },
  },
};

/** What a run did or would do to which resource. */
const deeds = (run: RunResult) => [...new Set(rows(run).map((row) => row.split(":", 1)[0] ?? row))].sort();

/** What stays on the screen about a resource. */
const told = ({ diagnostics }: RunResult, name: string) =>
  diagnostics.filter(({ urn }) => urn?.endsWith(`::${name}`)).map(({ severity, message }) => `${severity}: ${message}`);

/** The kinds of requests that changed something since a mark. */
const kinds = (mark: number) =>
  [...new Set(writes(simulator, mark).map((line) => line.split("/").slice(0, 2).join("/")))].sort();

/** The numbers of each import since a mark. */
const imported = (mark: number) =>
  simulator.requests
    .matching("POST", /externalTns$/, mark)
    .filter(({ body }) => body?.includes("IMPORT"))
    .map(({ body }) => [...(body ?? "").matchAll(/<TelephoneNumber>(\d+)</g)].map(([, digits]) => `+1${digits}`));

/** A number's feature, as the account has it. */
const stored = (of: string | undefined, feature: "e911" | "lidb" | "dlda") =>
  JSON.stringify(simulator.account.numbers.get(of ?? "")?.features?.[feature] ?? {});

/** What stands on the orders of numbers. */
const noteTexts = () =>
  simulator.account.ordersOf("orders").flatMap(({ notes }) => notes.map(({ description }) => description));

describe.each(toldNow(FRONT_ENDS))("with %s", (_, frontEnd) => {
  let stack: Workspace;

  test("everything around numbers goes up, is kept, changed and taken down", async () => {
    stack = await start(everything());
    const up = await ok(stack.up());
    expect(up.diagnostics).toEqual([]);
    expect(simulator.ledger.bought()).toEqual(BOUGHT);
    // The reservation has become a number in service, and is not made a second time.
    await expectSettledAtOnce(stack, simulator);

    await drifts();
    await changes();
    await refusals();
    await end();
  });

  /** What somebody else did is shown, and undone by the next up. */
  async function drifts(): Promise<void> {
    const { account } = simulator;
    const features = (one: string | undefined) => account.numbers.get(one ?? "")?.features;
    Object.assign(features(BOUGHT[0])?.lidb ?? {}, { SubscriberInformation: "Somebody" });
    Object.assign(features(BOUGHT[1])?.dlda ?? {}, { ListingType: "NON_LISTED" });
    Object.assign(features(BOUGHT[2])?.e911 ?? {}, { CallerName: "Somebody" });
    Object.assign(account.sipCredentials.get("alice@sip.example.com") ?? {}, { hash1: "f".repeat(32) });
    account.loseNumber(OWN[1] ?? "");
    // Four hours are over: that is no error.
    const spare = [...account.reservations.values()].find((one) => one.number === number(50));
    Object.assign(spare ?? {}, { expiresAt: 0 });
    const healed = ["create spare", "update help", "update listed", "update own", "update shown", "update user"];

    expect(deeds(await ok(stack.previewRefresh()))).toEqual(expect.arrayContaining(healed));
    const refresh = await ok(stack.refresh());
    expect(refresh.changes).toMatchObject({ update: 5, delete: 1 });
    expect(refresh.diagnostics).toEqual([]);

    const mark = simulator.requests.mark();
    const up = await ok(stack.up());
    expect(deeds(up)).toEqual(healed);
    expect(up.diagnostics).toEqual([]);
    expect(kinds(mark)).toEqual([
      "POST /e911s",
      "POST /externalTns",
      "POST /lidbs",
      "POST /tnreservation",
      "PUT /dldas",
      "PUT /sipcredentials",
    ]);
    // A number that is in already would lose its attributes if it were imported again.
    expect(imported(mark)).toEqual([[OWN[1]]]);
    expect(stored(BOUGHT[0], "lidb")).toContain("Joes Garage");
    expect(stored(BOUGHT[1], "dlda")).toContain('"LISTED"');
    expect(stored(BOUGHT[2], "e911")).toContain("Main office");
  }

  /** Everything is changed at once; of a number that is given up there is nothing to say. */
  async function changes(): Promise<void> {
    const mark = simulator.requests.mark();
    frontEnd.change(stack, everything(CHANGED));
    const up = await ok(stack.up());
    expect(deeds(up)).toEqual([
      "create-replacement note",
      "create-replacement spare",
      "delete-replaced note",
      "delete-replaced spare",
      "replace note",
      "replace spare",
      "update help",
      "update listed",
      "update numbers",
      "update own",
      "update shown",
      "update user",
    ]);
    expect(imported(mark)).toEqual([[number(2, "202")]]);
    expect([...simulator.account.reservations.values()].map((one) => one.number)).toContain(number(51));
    expect(told(up, "note")).toEqual([
      expect.stringMatching(/^warning: note \d+ stays on orders\/.*the API cannot remove a note$/),
    ]);
    expect(told(up, "numbers")).toEqual([
      `info: 1 number to be disconnected: ${BOUGHT[1]}, unless another resource of this program lists it`,
    ]);
    expect(told(up, "help")).toEqual([expect.stringContaining("refuse it for each number that stays in service")]);
    expect(up.diagnostics).toHaveLength(3);
    for (const one of CHANGED.bought ?? []) {
      expect(stored(one, "lidb")).toContain("Joes Cafe");
      expect(stored(one, "dlda")).toContain("Joes Cafe");
      expect(stored(one, "e911")).toContain("Front desk");
    }
  }

  /** An emergency address is not lost by mistake. */
  async function refusals(): Promise<void> {
    const [kept, dropped] = CHANGED.bought ?? [];
    const mark = simulator.requests.mark();
    frontEnd.change(stack, everything({ ...CHANGED, helped: [kept ?? ""] }));
    const preview = await ok(stack.preview());
    expect(told(preview, "help").join()).toContain(
      `the emergency address of ${dropped} would be removed: allowRemoval is not true`,
    );
    const up = await fails(stack.up());
    expect(told(up, "help").join()).toContain(
      `allowRemoval must be true, or the emergency address of ${dropped} stays; nothing was changed`,
    );

    frontEnd.change(stack, everything(CHANGED));
    const destroy = await fails(stack.destroy());
    expect(told(destroy, "help").join()).toContain(
      `the emergency address of ${kept}, ${dropped} stays, and nothing was removed, because allowRemoval is not true`,
    );
    expect(writes(simulator, mark)).toEqual([]);
    expect(simulator.ledger.owned()).toEqual(expect.arrayContaining(CHANGED.bought ?? []));
  }

  /** What the API cannot take away is told, and everything else goes. */
  async function end(): Promise<void> {
    const { account } = simulator;
    const [disconnect] = account.ordersOf("disconnects");
    const farewell = of("OrderNote", { orderType: "disconnects", orderId: disconnect?.id, description: "Given up" });
    frontEnd.change(stack, everything({ ...CHANGED, allowRemoval: true, onDelete: "unlist", more: { farewell } }));
    const up = await ok(stack.up());
    // The refused destroy has let go of what it could; a note is found again, not written a second time.
    expect(deeds(up)).toEqual(["create farewell", "create listed", "create note", "create shown", "update help"]);
    expect(told(up, "note").join()).toContain("already has this text; this resource adopts it");
    expect(disconnect?.notes.map(({ description }) => description)).toEqual(["Given up"]);
    await expectSettled(stack, simulator);

    const destroy = await ok(stack.destroy());
    expect(told(destroy, "farewell")).toEqual([expect.stringMatching(/^warning: note \d+ stays on disconnects/)]);
    expect(told(destroy, "note")).toEqual([expect.stringMatching(/^warning: note \d+ stays on orders/)]);
    expect(told(destroy, "shown")).toEqual([
      `warning: the LIDB record of ${CHANGED.bought?.join(", ")} stays as it is: the API cannot remove a record`,
    ]);
    expect(destroy.diagnostics).toHaveLength(3);
    for (const one of CHANGED.bought ?? []) {
      expect(stored(one, "lidb")).toContain("Joes Cafe");
      expect(stored(one, "dlda")).toContain("NON_PUBLISHED");
      expect(stored(one, "e911")).toBe("{}");
    }
    expect(simulator.ledger.owned()).toEqual([]);
    expect([account.sites.size, account.sipCredentials.size]).toEqual([0, 0]);
    expect([...account.numbers.values()].filter(({ external }) => external)).toEqual([]);
    expect([...account.reservations.values()].filter(({ expiresAt }) => expiresAt > 0)).toEqual([]);
  }

  test("what exists is taken over, and nothing is ordered, imported or written down a second time", async () => {
    stack = await start(everything());
    await ok(stack.up());
    const { deployment } = await stack.stackExport();
    const made = Object.keys(everything()).map((name) => {
      return [name, deployment.resources?.find(({ urn }) => urn.endsWith(`::${name}`))?.id ?? ""];
    });
    const listed = { help: BOUGHT.join(","), shown: BOUGHT.join(","), listed: BOUGHT.join(","), own: OWN.join(",") };
    // A reservation that has become a number in service is over: there is nothing to take over.
    const { held: _used, ...rest } = everything();
    const { reservationIds: _over, ...order } = rest.numbers?.properties ?? {};
    const resources = { ...rest, numbers: of("PhoneNumberOrder", order) };
    const { held: _id, ...ids } = { ...Object.fromEntries(made), ...listed } as Record<string, string>;
    const mark = simulator.requests.mark();
    const taken = await frontEnd.takeOver(ids, resources);
    // An address is set once more where it is spelt otherwise, hashes where the password is new, and a note on an order
    // says who has it now, and so do marks. Nothing is bought, imported or written down twice.
    const marks = /^PUT \/sites\/\d+(\/sippeers\/\d+)?$/;
    const harmless = [marks, /^POST \/e911s$/, /^PUT \/sipcredentials\//, /^POST \/orders\/[^/]+\/notes$/];
    expect(writes(simulator, mark).filter((line) => !harmless.some((one) => one.test(line)))).toEqual([]);
    expect(noteTexts().filter((text) => text === "For the new office")).toHaveLength(1);
    await expectSettled(taken, simulator);
  });

  async function start(resources: Resources): Promise<Workspace> {
    const started = await frontEnd.start(resources);
    return started;
  }
});
