import { describe, expect, test } from "vitest";
import { InvalidCallback, parseEventNotification, parseNotification } from "../../provider/callbacks/index.js";
import { event, notice } from "./support.js";

describe("a notification", () => {
  test("a complete order's notification lists its numbers as completed", () => {
    expect(parseNotification(notice("COMPLETE", "<Message>Created a new number order</Message>"))).toEqual({
      subscriptionId: "d8274fa6-e49b-469a-93bf-c7dd17615950",
      orderType: "orders",
      orderId: "a8ef295b-fcf4-44a7-945c-0520c8f49123",
      status: "COMPLETE",
      final: true,
      message: { text: "Created a new number order" },
      note: undefined,
      completedTelephoneNumbers: ["+15402278098"],
      attemptedTelephoneNumbers: [],
      content: expect.objectContaining({ OrderType: "orders" }),
    });
  });

  test("a failed order's notification lists the numbers that it did not get, whatever the element's name", () => {
    const message = "<Message>5005: The telephone number is unavailable for ordering</Message>";
    expect(parseNotification(notice("FAILED", message))).toMatchObject({
      final: true,
      message: { code: "5005", text: "The telephone number is unavailable for ordering" },
      completedTelephoneNumbers: [],
      attemptedTelephoneNumbers: ["+15402278098"],
    });
  });

  test.each([
    "PARTIAL",
    "EXCEPTION",
    "RECEIVED",
    "BACKORDERED",
    "SOMETHING_NEW",
  ])("%s doesn't prove a number", (status) => {
    const { completedTelephoneNumbers, attemptedTelephoneNumbers, final } = parseNotification(notice(status));
    expect([completedTelephoneNumbers, attemptedTelephoneNumbers]).toEqual([[], ["+15402278098"]]);
    expect(final).toBe(status === "PARTIAL");
  });

  test("a note's notification has no state and isn't final", () => {
    const body = notice("x", "<Note>call me &lt;soon&gt;</Note>").replace("<Status>x</Status>", "");
    expect(parseNotification(body)).toMatchObject({ status: undefined, final: false, note: "call me <soon>" });
  });
});

test("a notification keeps its dates, and everything else under the API's names", () => {
  const dates =
    "<LastModifiedDate>2026-01-12T15:11:31.705Z</LastModifiedDate><ActualFocDate>2026-01-14</ActualFocDate>";
  const more = "<CustomerOrderId>mine</CustomerOrderId><Carrier><Name>Somebody</Name></Carrier>";
  expect(parseNotification(notice("FOC", dates + more))).toMatchObject({
    lastModifiedDate: "2026-01-12T15:11:31.705Z",
    actualFocDate: "2026-01-14",
    customerOrderId: "mine",
    content: { Carrier: { Name: "Somebody" } },
  });
});

describe("an event", () => {
  test("is read with its numbers in E.164", () => {
    expect(parseEventNotification(event("<Reason>moved</Reason>"))).toEqual({
      subscriptionId: "0b0c4a7e-9d0f-4c5e-8f13-0f5f3a1f6d01",
      eventType: "MESSAGING_LOST",
      impactedTelephoneNumbers: ["+19195550100"],
      content: expect.objectContaining({ Reason: "moved" }),
    });
  });

  test("isn't a notification about an order", () => {
    expect(() => parseNotification(event())).toThrow(/parseEventNotification/);
    expect(() => parseEventNotification(notice("COMPLETE"))).toThrow(/has no EventType/);
  });
});

describe("a body that isn't a notification is refused with one kind of error", () => {
  const deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
  test.each([
    ["nothing", "", /empty/],
    ["JSON", '{"Notification":{}}', /JSON/],
    ["a cut one", notice("COMPLETE").slice(0, 200), /cut/],
    [
      "a document type with an entity bomb",
      `<!DOCTYPE n [<!ENTITY a "aa">]>${notice("COMPLETE").slice(55)}`,
      /document type/,
    ],
    ["deep nesting", `<Notification>${deep.slice(0, 300_000)}</Notification>`, /.*/],
    ["a megabyte", notice("COMPLETE", `<Note>${"a".repeat(1_000_000)}</Note>`), /longer than 524288/],
    ["another root", "<Order><OrderId>1</OrderId></Order>", /expected a Notification and received a Order/],
    ["names of JavaScript's own", "<__proto__><OrderId>1</OrderId></__proto__>", /expected a Notification/],
    ["one without an order", notice("COMPLETE").replace(/<OrderId>.*<\/OrderId>/, ""), /has no OrderId/],
  ])("%s", (_what, body, message) => {
    let error: unknown;
    try {
      parseNotification(body);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InvalidCallback);
    expect((error as Error).message).toMatch(message);
  });

  test("elements with the names of JavaScript's own properties change nothing", () => {
    const inner = "<__proto__><polluted>yes</polluted></__proto__><constructor>x</constructor>";
    const read = parseNotification(notice("COMPLETE", inner));
    expect(Object.keys(read)).not.toContain("polluted");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
