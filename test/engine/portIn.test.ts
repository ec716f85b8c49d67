import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { toldNow } from "./halves.js";
import type { RunResult, Workspace } from "./harness/workspace.js";
import { ADDRESS, change, OWN_PROCESS, peer, type Resource, ref, said, site, yaml } from "./pluginSupport.js";
import {
  engineAccount,
  expectSettled,
  expectSettledAtOnce,
  fails,
  ok,
  outputsOf,
  program,
  rows,
  writes,
} from "./support.js";

/** Numbers of another carrier, and what stands nowhere else. */
const NUMBERS = ["+13035550111", "+13035550112"];
const PIN = "marker-of-the-pin";
const LETTER = "%PDF-1.4 I, Joe Smith, authorize";

const { simulator, stackOf, pluginStackOf } = await engineAccount();

type Resources = Record<string, Resource>;

interface Wish {
  person?: string;
  telephoneNumbers?: string[];
  releaseOnDelete?: boolean;
  pinNumber?: string;
  note?: string;
  documentName?: string;
}

const FILE = "./loa.pdf";

/** A port-in with its document and a note. */
function wanted(wish: Wish = {}): Resources {
  const { person = "Joe Smith", telephoneNumbers = NUMBERS, pinNumber = PIN, releaseOnDelete } = wish;
  return {
    office: site(),
    trunk: peer(),
    ported: of("PortIn", {
      siteId: ref("office.siteId"),
      sipPeerId: ref("trunk.sipPeerId"),
      telephoneNumbers,
      billingTelephoneNumber: NUMBERS[0],
      subscriber: { subscriberType: "BUSINESS", businessName: "Joes Garage", serviceAddress: ADDRESS },
      loaAuthorizingPerson: person,
      wirelessInfo: { accountNumber: "771297665", pinNumber },
      releaseOnDelete,
    }),
    letter: of("PortInDocument", {
      orderId: ref("ported.orderId"),
      content: { "fn::fileAsset": FILE },
      documentType: "LOA",
      documentName: wish.documentName,
    }),
    note: of("OrderNote", { orderType: "portins", orderId: ref("ported.orderId"), description: wish.note ?? "Urgent" }),
  };
}

const of = (type: string, properties: Resource["properties"]): Resource => ({ type: `bandwidth:${type}`, properties });

/** The same as a program over the dynamic resources. */
function javaScript(resources: Resources): string {
  const statements = Object.entries(resources).map(([name, { type, properties }]) => {
    const inputs = JSON.stringify(properties)
      .replaceAll(/"\$\{([^}]+)\}"/g, "$1")
      .replaceAll(/\{"fn::fileAsset":("[^"]+")\}/g, "new pulumi.asset.FileAsset($1)");
    return `const ${name} = new bw.${type.replace("bandwidth:", "")}("${name}", ${inputs});`;
  });
  return program(...statements);
}

interface FrontEnd {
  start(resources: Resources): Promise<Workspace>;
  change(stack: Workspace, resources: Resources): void;
  /** Takes over what exists, by import ids, into an empty stack. */
  takeOver(ids: Record<string, string>, resources: Resources): Promise<Workspace>;
}

const withAdopt = (ids: Record<string, string>, resources: Resources): Resources =>
  Object.fromEntries(
    Object.entries(resources).map(([name, { type, properties }]) => {
      return [name, { type, properties: { ...properties, adopt: ids[name] } }];
    }),
  );

const FRONT_ENDS: Record<string, FrontEnd> = {
  "dynamic resources": {
    start: (resources) => stackOf(javaScript(resources)),
    change: (stack, resources) => stack.setProgram(javaScript(resources)),
    async takeOver(ids, resources) {
      const stack = await keep(stackOf(javaScript(withAdopt(ids, resources))));
      await ok(stack.up());
      return stack;
    },
  },
  "the plugin": {
    start: (resources) => pluginStackOf({ resources }, OWN_PROCESS),
    change: (stack, resources) => change(stack, { resources }),
    async takeOver(ids, resources) {
      const stack = await keep(pluginStackOf({}, OWN_PROCESS));
      const listed = Object.entries(ids).map(([name, id]) => {
        return { type: resources[name]?.type.replace(":", ":index:"), name, id };
      });
      writeFileSync(join(stack.folder, "import.json"), JSON.stringify({ resources: listed }));
      await ok(stack.import("--file", "import.json", "--out", "generated.yaml", "--protect=false"));
      const generated = readFileSync(join(stack.folder, "generated.yaml"), "utf8");
      stack.setProgram({ "Pulumi.yaml": yaml({}).replace(/^resources:.*$/m, generated) });
      // The file is fetched by whoever wants to keep it: the code says under which name.
      const [fileName = ""] = /(?<=fileAsset: \.\/)\S+/.exec(generated) ?? [];
      writeFileSync(join(stack.folder, fileName), LETTER);
      return stack;
    },
  },
};

async function keep(starting: Promise<Workspace>): Promise<Workspace> {
  const stack = await starting;
  writeFileSync(join(stack.folder, FILE), LETTER);
  return stack;
}

const portIns = () => [...simulator.account.portIns.values()];
const latest = () => portIns().at(-1);
const advance = (status: string) => simulator.account.advancePortIn(latest()?.id ?? "", status);
const contents = () => latest()?.files.map(({ content }) => Buffer.from(content, "base64").toString());
const deeds = (run: RunResult) => rows(run).map((row) => row.split(":", 1)[0] ?? row);
const posts = () => simulator.requests.matching("POST", /\/portins$/).length;

describe.each(toldNow(FRONT_ENDS))("a port-in with %s", (_, frontEnd) => {
  let stack: Workspace;

  test("is submitted with its document, changed by SUPP, watched, and brings its numbers", async () => {
    stack = await keep(frontEnd.start(wanted()));
    const up = await ok(stack.up());
    expect(said(up)).toEqual([
      expect.stringMatching(/^warning: port-in \S+ is PENDING_DOCUMENTS\. .* Add them with PortInDocument\.$/),
    ]);
    expect(latest()).toMatchObject({ status: "SUBMITTED", notes: [{ description: "Urgent" }] });
    expect(contents()).toEqual([LETTER]);
    await noPin(up);

    // What has happened since is news, and nothing to do.
    const again = await ok(stack.up());
    expect(rows(again), again.text).toEqual([]);
    await ok(stack.refresh());
    expect((await outputsOf(stack, "ported")).status).toBe("SUBMITTED");
    await expectSettledAtOnce(stack, simulator);

    await changes();
    await drifts();
    await completes();
  });

  /** In place: by a SUPP, by another content; and the PIN is nowhere to be read. */
  async function changes(): Promise<void> {
    const mark = simulator.requests.mark();
    frontEnd.change(stack, wanted({ person: "Jane Smith", pinNumber: `${PIN}-2`, documentName: "Letter" }));
    writeFileSync(join(stack.folder, FILE), `${LETTER} again`);
    const preview = await ok(stack.preview("--diff"));
    await noPin(preview);
    const up = await ok(stack.up());
    expect(deeds(up)).toEqual(["update ported", "update letter"]);
    expect(writes(simulator, mark).map((line) => line.replaceAll(/[0-9a-f-]{36}(-\d+\.pdf)?/g, "*"))).toEqual([
      "PUT /portins/*",
      "PUT /portins/*/loas/*",
      "PUT /portins/*/loas/*/metadata",
    ]);
    expect(latest()?.details).toMatchObject({
      LoaAuthorizingPerson: "Jane Smith",
      WirelessInfo: { PinNumber: `${PIN}-2` },
    });
    expect(contents()).toEqual([`${LETTER} again`]);
    expect(latest()?.files[0]?.metadata).toEqual({ DocumentName: "Letter", DocumentType: "LOA" });
    await noPin(up);
    frontEnd.change(stack, wanted());
    writeFileSync(join(stack.folder, FILE), LETTER);
    await ok(stack.up());
    await expectSettled(stack, simulator);
  }

  /** What somebody else did is shown by a refresh, and set back by the next up. */
  async function drifts(): Promise<void> {
    Object.assign(latest()?.details ?? {}, { LoaAuthorizingPerson: "Somebody Else" });
    Object.assign(latest()?.files[0] ?? {}, { content: Buffer.from("forged").toString("base64") });
    Object.assign(latest()?.files[0]?.metadata ?? {}, { DocumentType: "OTHER" });
    const seen = await ok(stack.previewRefresh());
    expect(deeds(seen)).toEqual(expect.arrayContaining(["update ported", "update letter"]));
    const refresh = await ok(stack.refresh());
    expect(refresh.changes).toMatchObject({ update: 2 });
    expect((await ok(stack.up())).changes).toMatchObject({ update: 2 });
    expect(latest()?.details).toMatchObject({ LoaAuthorizingPerson: "Joe Smith" });
    expect(contents()).toEqual([LETTER]);
    expect(latest()?.files[0]?.metadata).toMatchObject({ DocumentType: "LOA" });
    await expectSettled(stack, simulator);
  }

  /** The numbers come, stay when the program says nothing else, and go when it does. */
  async function completes(): Promise<void> {
    advance("FOC");
    advance("COMPLETE");
    const tooLate = await fails(stack.destroy());
    expect(tooLate.text).toContain("is COMPLETE: it is too late to cancel it");
    expect(NUMBERS.every((number) => simulator.account.numbers.get(number)?.status === "Inservice")).toBe(true);
    await ok(stack.refresh());
    expect((await outputsOf(stack, "ported")).status).toBe("COMPLETE");
    frontEnd.change(stack, wanted({ telephoneNumbers: NUMBERS.slice(0, 1) }));
    const refused = await fails(stack.up());
    expect(refused.text).toContain("telephoneNumbers can no longer be changed: the port-in is COMPLETE");
    expect(simulator.ledger.released()).toEqual([]);
    expect(posts()).toBe(1);
  }

  test("is taken over by another stack, and nothing is submitted or handed in a second time", async () => {
    stack = await keep(frontEnd.start(wanted()));
    await ok(stack.up());
    const { deployment } = await stack.stackExport();
    const ids = Object.fromEntries(
      Object.keys(wanted()).map((name) => {
        return [name, deployment.resources?.find(({ urn }) => urn.endsWith(`::${name}`))?.id ?? ""];
      }),
    );
    const mark = simulator.requests.mark();
    const taken = await frontEnd.takeOver(ids, wanted());
    await expectSettled(taken, simulator);
    const lines = writes(simulator, mark).map((line) => line.replaceAll(/[0-9a-f-]{36}/g, "*"));
    // Nothing but the marks that say whose the sites and peers are now.
    const harmless = /^(PUT \/sites\/\d+(\/sippeers\/\d+)?)$/;
    expect(lines.filter((line) => !harmless.test(line))).toEqual([]);
    expect(portIns()).toHaveLength(1);
  });

  test("is canceled by a destroy, and replaced by another with other numbers", async () => {
    stack = await keep(frontEnd.start(wanted()));
    await ok(stack.up());
    frontEnd.change(stack, wanted({ telephoneNumbers: NUMBERS.slice(0, 1) }));
    const up = await ok(stack.up());
    expect(deeds(up)).toEqual(expect.arrayContaining(["replace ported", "replace letter", "replace note"]));
    expect(portIns().map(({ status }) => status)).toEqual(["CANCELLED", "SUBMITTED"]);
    expect(latest()?.numbers).toEqual(NUMBERS.slice(0, 1));
    await ok(stack.destroy());
    expect(portIns().map(({ status }) => status)).toEqual(["CANCELLED", "CANCELLED"]);
    expect(simulator.account.sites.size).toBe(0);
  });

  test("whose answer was lost is taken up by the next up, and released when it is deleted", async () => {
    stack = await keep(frontEnd.start(wanted({ releaseOnDelete: true })));
    simulator.faults.on("POST", /\/portins$/, { kind: "lostAnswer" });
    await ok(stack.up());
    expect(posts()).toBe(1);
    advance("FOC");
    advance("COMPLETE");
    await ok(stack.refresh());
    await ok(stack.destroy());
    expect([...simulator.ledger.released()].sort()).toEqual(NUMBERS);
  });

  test("that is rejected fails the run with the reasons, stays in the state, and is mended", async () => {
    stack = await keep(frontEnd.start(wanted({ pinNumber: "0000" })));
    simulator.settings.portInNeedsDocuments = false;
    const up = await fails(stack.up());
    expect(up.text).toContain("7435 Order is being rejected for PIN/Passcode.");
    expect((await outputsOf(stack, "ported")).status).toBe("EXCEPTION");
    // Neither a refresh nor another up makes a success of it.
    await stack.refresh();
    await fails(stack.up());
    frontEnd.change(stack, wanted());
    const mended = await ok(stack.up());
    await noPin(mended);
    expect(latest()?.status).toBe("SUBMITTED");
    await expectSettled(stack, simulator);
    expect(posts()).toBe(1);
  });

  async function noPin(run: RunResult): Promise<void> {
    expect(run.text).not.toContain(PIN);
    expect(JSON.stringify(await stack.stackExport())).not.toContain(PIN);
    expect(JSON.stringify(await stack.stackExport({ showSecrets: true }))).toContain(PIN);
  }
});
