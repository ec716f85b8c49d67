import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { lsrOrderErrors } from "../../provider/bandwidth/errorCodes/lsrOrders.js";
import { create } from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { LEAVING, lsrOrderDesk, lsrOrderOf, PIN, SERVICE_ADDRESS, TYPE } from "./lsrOrderSupport.js";
import { claimedElsewhere, resourceNamed } from "./support.js";

const desk = lsrOrderDesk();
const { orders, posts, up, change, settled, problem, left } = desk;

describe("an LSR order", () => {
  describe("that was interrupted", () => {
    test("is never placed a second time", async () => {
      const more = {};
      desk.stack.simulator.faults.on("POST", /lsrorders$/, { kind: "lostAnswer" });
      const first = await up(more);
      const again = await up(more);
      expect(again.id).toBe(first.id);
      // What has changed in the program since is handed in.
      const third = await up({ ...more, authorizingPerson: "Jane" });
      expect(third.id).toBe(first.id);
      settled(third.state, { ...more, authorizingPerson: "Jane" });
      expect(posts()).toHaveLength(1);
      expect(orders()).toMatchObject([{ details: { AuthorizingPerson: "Jane" } }]);
      expect(desk.stack.said.join()).toContain("of an earlier run is adopted; nothing is ordered twice");
    });

    test("after it got a customerOrderId of the program's own, is told, and neither placed again nor taken over", async () => {
      const { id } = await up({ customerOrderId: "port 7" });
      const wish = { customerOrderId: "port 7" };
      const words = await problem(up(wish));
      expect(words).toMatch(
        new RegExp(
          `^LSR order ${id} \\(PENDING\\) already has this pon .* Nothing was ordered\\. .*\`pulumi import \\S+ out ${id}\``,
        ),
      );
      expect(posts()).toHaveLength(1);
      // The way that the message shows leads to the order that the program declares, in both front-ends.
      const [, advised] = /`adopt: "([^"]+)"`/.exec(words) ?? [];
      const adopted = await desk.stack.create(TYPE, "out", lsrOrderOf(wish), advised);
      settled(adopted.state, wish);
      const imported = await desk.stack.read(TYPE, "out", id);
      settled(await change(id, imported?.state ?? {}, wish), wish);
      expect(adopted.id).toBe(id);
      expect(posts()).toHaveLength(1);
      // Version 0.1.0 kept the id in a note.
      const placed = /<CustomerOrderId>([^<]+)/.exec(posts()[0]?.body ?? "")?.[1];
      await desk.stack.api.orderNotes.lsrorders.addNote(id, `pulumi-bandwidth order ${placed}`);
      expect((await up({ customerOrderId: "port 7" })).id).toBe(id);
      expect(posts()).toHaveLength(1);
    });

    test("is adopted after its numbers have left: its PON is used up, and another order would be refused", async () => {
      const { id } = await up();
      desk.advance(id, "COMPLETE");
      expect(await up()).toMatchObject({ id, state: { status: "COMPLETE" } });
      expect(posts()).toHaveLength(1);
    });

    test("in its change is not changed a second time", async () => {
      const changes = () => desk.stack.simulator.requests.matching("PUT", /lsrorders/);
      const { id, state } = await up();
      const wish = { authorizingPerson: "Jane" };
      desk.stack.simulator.faults.on("PUT", /lsrorders/, { kind: "lostAnswer" });
      settled(await change(id, state, wish), wish);
      // The state is still the old one, as after a run that was killed.
      settled(await change(id, state, wish), wish);
      expect(changes()).toHaveLength(1);
      expect(orders()).toMatchObject([{ ponVersion: 1 }]);
    });

    test("gets no note when it is taken up, imported, renamed or adopted: each would be a ticket at Bandwidth", async () => {
      const { id, state } = await up();
      await up();
      await change(id, state, { customerOrderId: "port 7" });
      await claimedElsewhere(desk.stack, TYPE, id);
      expect(desk.stack.simulator.account.tickets).toEqual([]);
      expect(orders()).toMatchObject([{ notes: [] }]);
    });

    test("is found by its PON's refusal, when the list was behind", async () => {
      const first = await up();
      desk.stack.simulator.settings.orderVisibilityDelayMs = 60_000;
      const { settings } = desk.stack.simulator;
      desk.stack.simulator.faults.add({
        method: "POST",
        path: /lsrorders$/,
        fault: { kind: "delay", ms: 1 },
        onHit: () => void Object.assign(settings, { orderVisibilityDelayMs: 0 }),
      });
      expect((await up()).id).toBe(first.id);
      expect(orders()).toHaveLength(1);
    });

    test("between its POST and its own customerOrderId, is finished by the next run", async () => {
      const wish = { customerOrderId: "port 7" };
      desk.stack.simulator.faults.on("PUT", /lsrorders/, { kind: "status", status: 403 });
      const { id, outputs } = await left(up(wish));
      expect(outputs).toMatchObject({ orderId: id, status: "PENDING", telephoneNumbers: LEAVING });
      expect(outputs.customerOrderId).toBeUndefined();
      const state = await change(String(id), outputs, wish);
      settled(state, wish);
      expect(orders()).toMatchObject([{ customerOrderId: "port 7" }]);
    });

    test("with an open question about its fate is an error, and found later", async () => {
      desk.stack.simulator.faults.add({ method: "POST", path: /lsrorders$/, fault: { kind: "lostAnswer" } });
      desk.stack.simulator.faults.add({
        method: "GET",
        path: /lsrorders$/,
        nth: 2,
        times: 20,
        fault: { kind: "html" },
      });
      expect(await problem(up())).toContain("It's unknown whether the API accepted the LSR order");
      desk.stack.simulator.faults.clear();
      await up();
      expect(orders()).toHaveLength(1);
    });

    test("while nobody can look at it, is in the state", async () => {
      desk.stack.simulator.faults.add({
        method: "GET",
        path: /lsrorders\/[^/]+$/,
        times: 9,
        fault: { kind: "status", status: 403 },
      });
      const { id, outputs } = await left(up());
      expect(id).toBe(orders()[0]?.id);
      expect(outputs).toMatchObject({ orderId: id, telephoneNumbers: LEAVING });
      desk.stack.simulator.faults.clear();
      settled(await change(String(id), outputs, {}));
      expect(posts()).toHaveLength(1);
    });
  });

  test("of another state or resource is never taken over", async () => {
    await up();
    const inputs = lsrOrderOf();
    const { subscriber } = inputs as { subscriber: Values };
    const whole = { ...inputs, subscriber: { ...subscriber } };
    const foreign = { ...desk.stack.call("out"), stateKey: "the key of another state" };
    await expect(create(resourceNamed(TYPE), foreign, whole)).rejects.toThrow("17032");
    await expect(desk.stack.create(TYPE, "other", inputs)).rejects.toThrow("17032");
    expect(orders()).toHaveLength(1);
  });

  test("no answer that proves nothing makes it gone", async () => {
    const { id, state } = await up();
    for (const fault of [{ kind: "html", status: 404 }, { kind: "status", status: 403 }, { kind: "empty" }] as const) {
      desk.stack.simulator.faults.on("GET", /lsrorders\/[^/]+$/, fault);
      await expect(desk.stack.read(TYPE, "out", id, state), fault.kind).rejects.toThrow();
    }
    expect(await desk.stack.read(TYPE, "out", "nothing", state)).toBeUndefined();
  });

  test("its PIN is in no error, whatever fails", async () => {
    for (const fault of [{ kind: "status", status: 500 }, { kind: "html" }, { kind: "aborted" }] as const) {
      desk.stack.simulator.faults.add({ method: "POST", path: /lsrorders$/, fault });
      // Nor can it be looked up what became of it.
      desk.stack.simulator.faults.add({
        method: "GET",
        path: /lsrorders$/,
        nth: 2,
        fault: { kind: "status", status: 403 },
      });
      const error = await up({ pon: `P-${fault.kind}` }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(inspect(error, { depth: 9 })).not.toContain(PIN);
      desk.stack.simulator.faults.clear();
    }
    expect(
      await problem(
        up({ pon: "ok" }, { businessName: "Joes", serviceAddress: { ...SERVICE_ADDRESS, stateCode: "XX" } }),
      ),
    ).toContain(`7395 Unsupported state code: XX.\n    ${lsrOrderErrors[7395]}\n`);
  });

  test("its PIN is not shown where Bandwidth quotes it", async () => {
    const { id, state } = await up();
    const quoting = { code: "7512", description: `PIN "${PIN}" is wrong.` };
    desk.stack.simulator.account.advanceLsrOrder(id, "EXCEPTION", quoting);
    const fresh = await desk.refreshed(id, state);
    const { subscriber: _declared, ...shown } = fresh;
    expect(shown.errors).toMatchObject([{ code: "7512", description: 'PIN "[secret]" is wrong.' }]);
    const wrong = await desk.change(id, fresh, {}).catch((thrown: unknown) => thrown);
    expect(String(wrong)).toContain('7512 PIN "[secret]" is wrong.');
    const { subscriber: _kept, ...kept } = (wrong as { done: { outputs: Values } }).done.outputs;
    expect(JSON.stringify([shown, kept, desk.stack.said])).not.toContain(PIN);
  });
});
