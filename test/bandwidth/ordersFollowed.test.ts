import { describe, expect, test } from "vitest";
import { follow } from "../../provider/bandwidth/orders/follow.js";
import {
  disconnectOrder,
  dldaOrder,
  e911Order,
  externalTnsOrder,
  lidbOrder,
  lsrOrder,
  moveOrder,
  portInOrder,
  tnOptionOrder,
} from "../../provider/bandwidth/orders/kinds.js";
import { accepted, completed, id, orderDesk, shown, two } from "./orderAnswers.js";
import { each, ok } from "./scriptedApi.js";

const desk = orderDesk();
const { start } = desk;

describe("following an order", () => {
  test("a PARTIAL one tells what was bought, and why the rest was not", async () => {
    desk.api.on(
      "GET /orders/o1",
      shown(
        "PARTIAL",
        `${completed("9195550100")}<FailedNumbers><FullNumber>9195550101</FullNumber></FailedNumbers>` +
          `<ErrorList><Error><Code>5005</Code><Description>Unavailable</Description><TelephoneNumber>9195550101</TelephoneNumber></Error></ErrorList>`,
      ),
    );
    expect(await start().follow("o1")).toMatchObject({
      state: "partial",
      completed: ["+19195550100"],
      failed: [{ telephoneNumber: "+19195550101", code: "5005", description: "Unavailable" }],
    });
  });

  test("a FAILED one gives the one reason to each number", async () => {
    desk.api.on(
      "GET /orders/o1",
      shown(
        "FAILED",
        `<FailedNumbers>${each("FullNumber", ["9195550100", "9195550101"])}</FailedNumbers>` +
          `<ErrorList><Error><Code>5018</Code><Description>All gone</Description></Error></ErrorList>`,
      ),
    );
    const { failed, state } = await start().follow("o1");
    expect(state).toBe("failed");
    expect(failed).toEqual(
      ["+19195550100", "+19195550101"].map((telephoneNumber) => ({
        telephoneNumber,
        code: "5018",
        description: "All gone",
      })),
    );
  });

  test("5019 in the error list is no failure", async () => {
    const pending = `<ErrorList><Error><Code>5019</Code><Description>Order is pending.</Description></Error></ErrorList>`;
    desk.api.on("GET /orders/o1", (_, count) =>
      count === 0 ? shown("RECEIVED", pending) : shown("COMPLETE", completed("9195550100", "9195550101") + pending),
    );
    expect(await start().follow("o1")).toMatchObject({ state: "done", failed: [] });
  });

  test("a back-ordered one is reported as it is, with what is still to come", async () => {
    desk.api.on("GET /orders/o1", shown("BACKORDERED", completed("9195550100")));
    expect(await start().follow("o1")).toMatchObject({ state: "backordered", completed: ["+19195550100"], pending: 1 });
  });

  test("an unknown status is neither success nor an end: the time runs out, the id stays", async () => {
    desk.api.on("GET /orders/o1", shown("PONDERING"));
    const outcome = await start().follow("o1", { timeoutMs: 10_000 });
    expect(outcome).toMatchObject({ orderId: "o1", state: "open", status: "PONDERING", pending: 2 });
    expect(outcome.interruption?.reason).toBe("time-out");
    expect(outcome.interruption?.message).toContain("o1 (PONDERING)");
  });

  test("an unknown status that does not move is waited for a moment, and then told by its word", async () => {
    desk.api.on("GET /orders/o1", (_, count) => shown(count < 12 ? "MUSING" : "PONDERING"));
    const begun = desk.api.clock.now();
    const outcome = await start().follow("o1", { timeoutMs: 600_000 });
    expect(outcome).toMatchObject({ state: "open", status: "PONDERING" });
    expect(outcome.interruption?.message).toMatch(/o1 \(PONDERING\) stays in a state .* neither succeeded nor failed/);
    // The word that moved began the time anew.
    expect(desk.api.clock.now() - begun).toBeGreaterThan(18_000);
    expect(desk.api.clock.now() - begun).toBeLessThan(60_000);
  });

  test("answers that tell no state at all are not waited for blindly either", async () => {
    desk.api.on("GET /orders/o1", ok("<OrderResponse><Order><id>o1</id></Order></OrderResponse>"));
    expect((await start().follow("o1", { timeoutMs: 600_000 })).interruption?.reason).toBe("unknown state");
  });

  test.each([
    ["a port-in", portInOrder],
    ["an LSR order", lsrOrder],
    ["a disconnect", disconnectOrder],
    ["a TN option order", tnOptionOrder],
    ["a move", moveOrder],
    ["an E911 order", e911Order],
    ["a LIDB order", lidbOrder],
    ["a DLDA order", dldaOrder],
    ["an order of external numbers", externalTnsOrder],
  ])("%s in a state that nobody knows is told after the same time", async (_, kind) => {
    const path = kind.status[0] ?? [];
    const body = path.reduceRight((inner, name) => `<${name}>${inner}</${name}>`, "PONDERING");
    desk.api.on(`GET /${kind.collection}/o1`, ok(`<R>${body}</R>`));
    const begun = desk.api.clock.now();
    const { interruption } = await follow(desk.api.client(), kind, "o1", { timeoutMs: 600_000 });
    expect(interruption).toMatchObject({ reason: "unknown state", status: "PONDERING" });
    expect(desk.api.clock.now() - begun).toBeLessThan(25_000);
  });

  test("a known status is waited for all of the time", async () => {
    desk.api.on("GET /orders/o1", shown("PROCESSING"));
    expect((await start().follow("o1", { timeoutMs: 300_000 })).interruption?.reason).toBe("time-out");
  });

  test("looks often at first, then ever more slowly, and once more at the very end", async () => {
    desk.api.on("GET /orders/o1", shown("PROCESSING"));
    const begun = desk.api.clock.now();
    await start().follow("o1", { timeoutMs: 60_000 });
    const { pauses } = desk.api.clock;
    expect(pauses[0]).toBe(150);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(3_000);
    expect(desk.api.clock.now() - begun).toBe(60_000);
    expect(desk.api.times("GET", "/orders/o1")).toBeLessThan(60);
  });

  test("an order that the API does not know yet is waited for", async () => {
    desk.api.on("GET /orders/o1", (_, count) =>
      count < 3
        ? { status: 404, body: "<R><Error><Code>5035</Code></Error></R>" }
        : shown("COMPLETE", completed("9195550100", "9195550101")),
    );
    expect(await start().follow("o1")).toMatchObject({ state: "done" });
  });

  test("an order that vanished says so and stays open", async () => {
    desk.api.on("GET /orders/o1", (_, count) =>
      count === 0 ? shown("PROCESSING") : { status: 404, body: "<R><Error><Code>5035</Code></Error></R>" },
    );
    const outcome = await start().follow("o1");
    expect(outcome).toMatchObject({ state: "open", status: "PROCESSING" });
    expect(outcome.interruption?.reason).toBe("not found");
    expect(desk.api.times("GET", "/orders/o1")).toBe(2);
  });

  test("a role that may not look leaves the order open with its id", async () => {
    desk.api.on("POST /orders", accepted);
    desk.api.on("GET /orders/o1", { status: 403 });
    const outcome = await start().place(two, id);
    expect(outcome).toMatchObject({ orderId: "o1", state: "open", status: "RECEIVED" });
    expect(outcome.interruption?.reason).toBe("failure");
  });

  test("a spell of 500s does not end the wait", async () => {
    desk.api.on("GET /orders/o1", (_, count) =>
      count < 7 ? { status: 503 } : shown("COMPLETE", completed("9195550100", "9195550101")),
    );
    expect(await start().follow("o1")).toMatchObject({ state: "done" });
  });

  test("a settled order without numbers is asked for its list, so that none is lost", async () => {
    desk.api.on("GET /orders/o1", shown("COMPLETE", "<CompletedQuantity>2</CompletedQuantity>"));
    desk.api.on(
      "GET /orders/o1/tns",
      ok(
        `<TelephoneNumbers><Count>2</Count>${each("TelephoneNumber", ["9195550100", "9195550101"])}</TelephoneNumbers>`,
      ),
    );
    expect((await start().follow("o1")).completed).toEqual(["+19195550100", "+19195550101"]);
  });
});
