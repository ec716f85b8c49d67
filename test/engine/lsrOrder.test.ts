import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { LEAVING, lsrOrderOf, PIN } from "../resources/lsrOrderSupport.js";
import { toldNow } from "./halves.js";
import type { RunResult, Workspace } from "./harness/workspace.js";
import { change, pluginStack, type Resource, ref, said, yaml } from "./pluginSupport.js";
import {
  expectSettled,
  expectSettledAtOnce,
  fails,
  ok,
  outputsOf,
  program,
  rows,
  stackOn,
  urnOf,
  writes,
} from "./support.js";

let simulator: Simulator;
const stacks: Workspace[] = [];
beforeAll(async () => {
  simulator = await startSimulator();
});
afterEach(() => {
  for (const stack of stacks.splice(0)) stack.cleanup();
  simulator.faults.clear();
  simulator.reset();
});
afterAll(() => simulator.close());

type Resources = Record<string, Resource>;
type Part = Record<string, unknown>;

/** An order with a note on it. */
function wanted(more: Part = {}, subscriber: Part = {}): Resources {
  return {
    leaving: { type: "bandwidth:LsrOrder", properties: lsrOrderOf(more, subscriber) },
    note: {
      type: "bandwidth:OrderNote",
      properties: { orderType: "lsrorders", orderId: ref("leaving.orderId"), description: "Urgent" },
    },
  };
}

/** The same as a program over the dynamic resources. */
function javaScript(resources: Resources): string {
  const statements = Object.entries(resources).map(([name, { type, properties }]) => {
    const inputs = JSON.stringify(properties).replaceAll(/"\$\{([^}]+)\}"/g, "$1");
    return `const ${name} = new bw.${type.replace("bandwidth:", "")}("${name}", ${inputs});`;
  });
  return program(...statements);
}

interface FrontEnd {
  start(resources: Resources): Promise<Workspace>;
  change(stack: Workspace, resources: Resources): void;
  /** Takes over the order that exists into an empty stack. */
  takeOver(orderId: string): Promise<Workspace>;
}

const FRONT_ENDS: Record<string, FrontEnd> = {
  "dynamic resources": {
    start: (resources) => keep(stackOn(simulator, javaScript(resources))),
    change: (stack, resources) => stack.setProgram(javaScript(resources)),
    async takeOver(orderId) {
      const { leaving } = wanted({ adopt: orderId });
      const stack = await keep(stackOn(simulator, javaScript(leaving ? { leaving } : {})));
      await ok(stack.up());
      return stack;
    },
  },
  "the plugin": {
    start: (resources) => keep(pluginStack(simulator, { resources })),
    change: (stack, resources) => change(stack, { resources }),
    async takeOver(orderId) {
      const stack = await keep(pluginStack(simulator, {}));
      const out = ["--out", "generated.yaml", "--protect=false"];
      await ok(stack.import("bandwidth:index:LsrOrder", "leaving", orderId, ...out));
      const generated = readFileSync(join(stack.folder, "generated.yaml"), "utf8");
      stack.setProgram({ "Pulumi.yaml": yaml({}).replace(/^resources:.*$/m, generated) });
      return stack;
    },
  },
};

async function keep(starting: Promise<Workspace>): Promise<Workspace> {
  const stack = await starting;
  stacks.push(stack);
  return stack;
}

const orders = () => [...simulator.account.lsrOrders.values()];
const posts = () => simulator.requests.matching("POST", /\/lsrorders$/);
const told = (run: RunResult) => said(run).join("\n");

describe.each(toldNow(FRONT_ENDS))("with %s, an LSR order", (_name, frontEnd) => {
  test("goes up, is kept, drifts, is changed, replaced and canceled in the end", async () => {
    const stack = await frontEnd.start(wanted());
    const up = await ok(stack.up());
    expect(up.diagnostics).toEqual([]);
    expect(orders()).toMatchObject([{ pon: "ACME-1", numbers: LEAVING, status: "PENDING" }]);
    expect(orders()[0]?.notes).toMatchObject([{ description: "Urgent" }]);
    await expectSettledAtOnce(stack, simulator);
    expect(JSON.stringify(await stack.stackExport())).not.toContain(PIN);
    expect(up.text).not.toContain(PIN);

    // Somebody else changes it at the dashboard.
    const [order] = orders();
    const id = order?.id ?? "";
    const changed = { ...order?.details, AuthorizingPerson: "Somebody" };
    simulator.account.changeLsrOrder(id, { details: changed });
    expect(rows(await ok(stack.previewRefresh()))).toContain("update leaving: authorizingPerson");
    expect((await ok(stack.refresh())).changes).toMatchObject({ update: 1 });
    let mark = simulator.requests.mark();
    expect(rows(await ok(stack.up()))).toEqual(["update leaving: authorizingPerson"]);
    expect(writes(simulator, mark)).toEqual([`PUT /lsrorders/${id}`]);
    expect(orders()[0]?.details.AuthorizingPerson).toBe("Jim Hopkins");

    // The program changes; the PIN is nowhere to be seen.
    mark = simulator.requests.mark();
    frontEnd.change(stack, wanted({ customerOrderId: "port 7" }, { pinNumber: "4711815" }));
    const second = await ok(stack.up());
    expect(writes(simulator, mark)).toEqual([`PUT /lsrorders/${id}`]);
    expect(orders()).toMatchObject([{ customerOrderId: "port 7", details: { Subscriber: { PinNumber: "4711815" } } }]);
    expect(second.text).not.toContain("4711815");
    await expectSettled(stack, simulator);

    // What goes on at Bandwidth is shown by a refresh.
    simulator.account.advanceLsrOrder(id, "FOC");
    await ok(stack.refresh());
    expect(await outputsOf(stack, "leaving")).toMatchObject({
      status: "FOC",
      actualFocDate: orders()[0]?.actualFocDate,
    });

    // Other numbers are another order, under another pon.
    const numbers = LEAVING.slice(0, 1);
    frontEnd.change(stack, wanted({ telephoneNumbers: numbers }));
    expect(told(await ok(stack.preview()))).toContain("set another pon");
    expect(told(await fails(stack.up()))).toContain("17032 The Specified PON is already present in our system.");
    expect(orders()).toMatchObject([{ status: "FOC" }]);
    frontEnd.change(stack, wanted({ telephoneNumbers: numbers, pon: "ACME-2" }));
    await ok(stack.up());
    expect(orders()).toMatchObject([
      { pon: "ACME-1", status: "CANCELLED" },
      { pon: "ACME-2", numbers, status: "PENDING" },
    ]);

    await ok(stack.destroy());
    expect(orders().map(({ status }) => status)).toEqual(["CANCELLED", "CANCELLED"]);
    expect(posts()).toHaveLength(3);
  });

  test("whose answer was lost, or whose run came to grief, is placed once", async () => {
    const stack = await frontEnd.start(wanted({ customerOrderId: "port 7" }));
    simulator.faults.on("POST", /lsrorders$/, { kind: "lostAnswer" });
    simulator.faults.on("PUT", /lsrorders/, { kind: "status", status: 403 });
    expect(told(await fails(stack.up()))).toContain("403");
    expect(orders()).toHaveLength(1);
    await ok(stack.up());
    expect(orders()).toMatchObject([{ customerOrderId: "port 7" }]);

    // A replacement by force looks like a first create: it takes up what is there, and the old one leaves it alone.
    await ok(stack.run("state", "taint", await urnOf(stack, "leaving"), "--yes"));
    // Its own customerOrderId proves nothing: only a refresh tells that it is the one that is being replaced.
    expect(told(await fails(stack.up()))).toContain("run `pulumi up --refresh`");
    const again = await ok(stack.up("--refresh"));
    expect(told(again)).toContain("is adopted; nothing is ordered twice");
    expect(orders()).toMatchObject([{ status: "PENDING" }]);
    expect(posts()).toHaveLength(1);
    await expectSettled(stack, simulator);
    await ok(stack.destroy());
    expect(orders()).toMatchObject([{ status: "CANCELLED" }]);
  });

  test("whose run was killed while it was placed is found by the next run", async () => {
    const stack = await frontEnd.start(wanted());
    simulator.faults.on("POST", /lsrorders$/, { kind: "silence" });
    const running = stack.spawn("up", "--yes", "--skip-preview");
    for (const end = Date.now() + 180_000; posts().length === 0 && Date.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(posts()).toHaveLength(1);
    await running.kill();
    await running.result;
    await stack.unlock();
    simulator.faults.clear();
    expect(told(await ok(stack.up()))).toContain("is adopted; nothing is ordered twice");
    expect(orders()).toHaveLength(1);
    expect(posts()).toHaveLength(1);
    await expectSettled(stack, simulator);
  });

  test("with an error stays, shows it with its meaning, and is mended by the next up", async () => {
    simulator.settings.lsrStepMs = 0;
    const stack = await frontEnd.start(wanted({ waitFor: "complete" }, { pinNumber: "0000" }));
    expect(told(await fails(stack.up()))).toMatch(/7513 PIN Invalid\n\s+The PIN isn.t the one/);
    frontEnd.change(stack, wanted({ waitFor: "complete" }));
    await ok(stack.up());
    expect(await outputsOf(stack, "leaving")).toMatchObject({ status: "COMPLETE" });
    expect(posts()).toHaveLength(1);
    await expectSettled(stack, simulator);
    expect(told(await ok(stack.destroy()))).toContain("its numbers have left, and nothing was canceled");
  });

  test("that exists is taken over, and nothing is ordered a second time", async () => {
    const stack = await frontEnd.start(wanted());
    await ok(stack.up());
    const [order] = orders();
    const taken = await frontEnd.takeOver(order?.id ?? "");
    expect(posts()).toHaveLength(1);
    await expectSettled(taken, simulator);
    expect(orders()).toMatchObject([{ status: "PENDING", ponVersion: 0 }]);
  });
});
