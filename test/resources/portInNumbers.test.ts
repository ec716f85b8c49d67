import { describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { advance, ELSEWHERE, PIN, portInDesk, portInOf, TYPE } from "./portInSupport.js";
import { resourceNamed, Stack } from "./support.js";

const desk = portInDesk();
const { posts, inService, up, refreshed, change, changes, settled } = desk;

describe("a port-in", () => {
  describe("when the numbers are here", () => {
    const complete = async (more: Values = {}) => {
      const { id, state } = await up(more);
      advance(desk.stack, id, "FOC", "COMPLETE");
      return { id, pending: state, state: await refreshed(id, state) };
    };

    test("deleting it leaves them in service, and says so", async () => {
      const { id, state } = await complete();
      const mark = desk.stack.simulator.requests.mark();
      await desk.stack.delete(TYPE, "office", id, state);
      expect(desk.stack.writes(mark)).toEqual([]);
      expect(desk.stack.said.at(-1)).toMatch(
        /in service by port-in .* Numbers stay in service because releaseOnDelete is not true/,
      );
      expect(inService()).toEqual(ELSEWHERE);
      // The same program takes the port-in up again: its numbers are still here by it.
      expect((await up()).id).toBe(id);
      expect(posts()).toHaveLength(1);
    });

    test("deleting it disconnects them with releaseOnDelete, and only those it still holds", async () => {
      const { id, state } = await complete({ releaseOnDelete: true });
      const [lost = "", kept = ""] = ELSEWHERE;
      Object.assign(desk.stack.simulator.account.numbers.get(lost) ?? {}, { orderId: "another order" });
      expect(resourceNamed(TYPE).plans?.(state, undefined)).toEqual({ maxDisconnects: 2 });
      await desk.stack.delete(TYPE, "office", id, state);
      expect(inService()).toEqual([lost]);
      expect(desk.stack.simulator.ledger.released()).toEqual([kept]);
      expect(desk.stack.said.join()).toContain(`${lost}: no longer in service by port-in ${id}, and left alone`);
      // What is gone can be brought again.
      desk.stack.simulator.account.numbers.clear();
      expect((await up()).id).not.toBe(id);
    });

    test("a lost state finds many of them by lists, and does not ask for each number", async () => {
      const many = Array.from({ length: 30 }, (_, index) => `+13035550${130 + index}`);
      const inputs = { telephoneNumbers: many, billingTelephoneNumber: many[0] };
      const { id } = await complete(inputs);
      const { requests } = desk.stack.simulator;
      const mark = requests.mark();
      expect((await up(inputs)).id).toBe(id);
      const looked = requests.since(mark).filter(({ path }) => /^\/tns\//.test(path));
      expect(looked.length).toBeLessThanOrEqual(1);
      expect(posts()).toHaveLength(1);
    });

    test("what was to be canceled is not disconnected instead", async () => {
      const { id, pending } = await complete({ releaseOnDelete: true });
      const mark = desk.stack.simulator.requests.mark();
      await expect(desk.stack.delete(TYPE, "office", id, pending)).rejects.toThrow(
        /is COMPLETE: it is too late to cancel it/,
      );
      expect(desk.stack.writes(mark)).toEqual([]);
      expect(inService()).toEqual(ELSEWHERE);
    });

    test("other numbers or another place are refused, and never a replacement", async () => {
      const { id, state } = await complete({ releaseOnDelete: true });
      const more = { releaseOnDelete: true, telephoneNumbers: [ELSEWHERE[0]], triggered: true };
      const { changes: found, replaces } = changes(state, more);
      expect(replaces).toEqual([]);
      expect(found.map(({ path }) => path)).toEqual(["telephoneNumbers", "triggered"]);
      await expect(change(id, state, more)).rejects.toThrow(
        "telephoneNumbers can no longer be changed: the port-in is COMPLETE",
      );
      await expect(change(id, state, { releaseOnDelete: true, siteId: "1" })).rejects.toThrow(
        "siteId can no longer be changed",
      );
    });

    test("what it asked for is history, so a program may forget it", async () => {
      const { id, state } = await complete({ wirelessInfo: { accountNumber: "1", pinNumber: PIN } });
      const mark = desk.stack.simulator.requests.mark();
      const next = await change(id, state, { releaseOnDelete: true });
      expect(desk.stack.writes(mark)).toEqual([]);
      expect(JSON.stringify(next)).not.toContain(PIN);
      settled(await refreshed(id, next), { releaseOnDelete: true });
    });
  });

  describe("the limit maxDisconnects", () => {
    test("keeps a delete from disconnecting more than it allows", async () => {
      const limited = await Stack.start({ portInNeedsDocuments: false }, { BW_MAX_DISCONNECTS: "1" });
      try {
        const site = await limited.site();
        await limited.peer(site);
        const { id, state } = await limited.create(TYPE, "office", portInOf(site, { releaseOnDelete: true }));
        advance(limited, id, "FOC", "COMPLETE");
        const complete = (await limited.read(TYPE, "office", id, state))?.state ?? {};
        await expect(limited.delete(TYPE, "office", id, complete)).rejects.toThrow(/maxDisconnects allows 1/);
        expect(limited.simulator.ledger.released()).toEqual([]);
      } finally {
        await limited.close();
      }
    });
  });
});
