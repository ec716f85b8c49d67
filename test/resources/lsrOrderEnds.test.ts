import { describe, expect, test } from "vitest";
import { lsrOrderErrors } from "../../provider/bandwidth/errorCodes/lsrOrders.js";
import { lsrOrderDesk, TYPE } from "./lsrOrderSupport.js";
import { CLAIM_OF_0_1_0 } from "./support.js";

const desk = lsrOrderDesk();
const { orders, posts, puts, advance, up, refreshed, change, changes, problem, left } = desk;

describe("an LSR order", () => {
  describe("with an error", () => {
    test("shows code, words, what they mean and what to do; the mended program changes the order", async () => {
      desk.stack.simulator.settings.lsrStepMs = 0;
      const message = await problem(up({ waitFor: "foc" }, { pinNumber: "0000" }));
      expect(message).toContain(`  7513 PIN Invalid\n    ${lsrOrderErrors[7513]}\n`);
      expect(message).toContain("is EXCEPTION:");
      expect(message).not.toContain("0000");
      const again = await left(up({ waitFor: "foc" }, { pinNumber: "0000" }));
      expect(again.outputs.errors).toEqual([
        { code: "7513", description: "PIN Invalid", meaning: lsrOrderErrors[7513] },
      ]);
      const state = await change(String(again.id), again.outputs, { waitFor: "foc" });
      expect(state).toMatchObject({ status: "COMPLETE", errors: [] });
      expect(posts()).toHaveLength(1);
    });

    test("that comes later is told by a refresh, and is no success", async () => {
      const { id, state } = await up();
      desk.stack.simulator.account.advanceLsrOrder(id, "EXCEPTION", { code: "7519", description: "Names differ" });
      const later = await refreshed(id, state);
      expect(desk.stack.said.join("\n")).toContain(`7519 Names differ\n    ${lsrOrderErrors[7519]}`);
      expect(changes(later).changes).toMatchObject([{ path: "status", replaces: false }]);
      expect(await problem(change(id, later, {}))).toContain("is EXCEPTION:\n  7519 Names differ\n");
      await change(id, later, {}, { businessName: "Joes Garage Inc" });
      expect(orders()).toMatchObject([{ status: "PENDING", errors: [] }]);
    });

    test("of a change leaves the order and the state as they were", async () => {
      const { id, state } = await up();
      const holiday = `${new Date().getUTCFullYear() + 1}-12-25`;
      const day = [0, 6].includes(new Date(holiday).getUTCDay()) ? "2029-12-25" : holiday;
      const kept = await left(change(id, state, { requestedFocDate: day }));
      expect(kept.outputs.requestedFocDate).toBeUndefined();
      expect(await problem(change(id, state, { requestedFocDate: day }))).toBe(
        `the change of LSR order ${id} was refused, and nothing was changed:\n` +
          "  17019 Requested FOC date cannot be on holiday or weekend.\n" +
          "    Nothing is ported on weekends and holidays. Set `requestedFocDate` to a working day.\n" +
          "Fix the cause, then run the same command again.",
      );
      expect(orders()).toMatchObject([{ ponVersion: 0, status: "PENDING" }]);
    });

    test("that ends it makes the next up another order, under another pon", async () => {
      const { id, state } = await up();
      desk.stack.simulator.account.advanceLsrOrder(id, "FAILED", {
        code: "17036",
        description: "all numbers not activated",
      });
      const failed = await refreshed(id, state);
      expect(changes(failed).replaces).toEqual(["status"]);
      expect(changes(failed).announcement).toContain("set another pon");
      const second = await up({ pon: "ACME-2" });
      await desk.stack.delete(TYPE, "out", id, failed);
      expect(second.id).not.toBe(id);
      expect(puts()).toEqual([]);
    });
  });

  describe("deleted", () => {
    test("is canceled, once", async () => {
      const { id, state } = await up();
      await desk.stack.delete(TYPE, "out", id, state);
      await desk.stack.delete(TYPE, "out", id, state);
      expect(orders()).toMatchObject([{ status: "CANCELLED" }]);
      expect(puts()).toHaveLength(1);
      expect(puts()[0]?.body).toMatch(/<LsrOrder><OrderStatus>CANCELLED<\/OrderStatus><\/LsrOrder>/);
    });

    test("when it is complete, is forgotten, and that is said", async () => {
      const { id, state } = await up();
      advance(id, "COMPLETE");
      await desk.stack.delete(TYPE, "out", id, state);
      expect(desk.stack.said).toEqual([`LSR order ${id} is COMPLETE: its numbers have left, and nothing was canceled`]);
      expect(puts()).toEqual([]);
    });

    test("after version 0.1.0 noted on it that somebody else has it, stays", async () => {
      const { id, state } = await up();
      await desk.stack.api.orderNotes.lsrorders.addNote(id, CLAIM_OF_0_1_0);
      await desk.stack.delete(TYPE, "out", id, state);
      expect(desk.stack.said.at(-1)).toBe(`LSR order ${id} stays: another resource has adopted it`);
      expect(orders()).toMatchObject([{ status: "PENDING" }]);
    });

    test("of a lost state, with such a note, is not followed by another order of the same name", async () => {
      const { id } = await up();
      await desk.stack.api.orderNotes.lsrorders.addNote(id, CLAIM_OF_0_1_0);
      expect(await problem(up())).toContain(
        `LSR order ${id}, which an earlier run of this resource placed, was adopted by another resource since, as a note on it says. ` +
          "Nothing was ordered.",
      );
      expect(posts()).toHaveLength(1);
    });

    test("that the API refuses is an error, and it stays", async () => {
      const { id, state } = await up();
      const body =
        "<LsrOrderResponse><ResponseStatus><ErrorCode>400</ErrorCode><Description>x</Description></ResponseStatus><LsrOrderErrors><LsrOrderError><Code>17035</Code><Description>Supp is not allowed for this LSR.</Description></LsrOrderError></LsrOrderErrors></LsrOrderResponse>";
      desk.stack.simulator.faults.on("PUT", /lsrorders/, {
        kind: "status",
        status: 400,
        body,
        contentType: "application/xml",
      });
      expect(await problem(desk.stack.delete(TYPE, "out", id, state))).toContain(
        `LSR order ${id} (PENDING) was not canceled, and continues:\n  17035 Supp is not allowed for this LSR.`,
      );
    });

    test("and made again under its old pon, is refused by the API; under another it is a new one", async () => {
      const { id, state } = await up();
      await desk.stack.delete(TYPE, "out", id, state);
      expect(await problem(up())).toContain("17032");
      expect((await up({ pon: "ACME-2" })).id).not.toBe(id);
    });
  });

  test("that was canceled elsewhere is gone, and that is said", async () => {
    const { id, state } = await up();
    advance(id, "CANCELLED");
    expect(await desk.stack.read(TYPE, "out", id, state)).toBeUndefined();
    expect(desk.stack.said.join()).toContain(
      `LSR order ${id} was CANCELLED. The next \`pulumi up\` places another order`,
    );
  });
});
