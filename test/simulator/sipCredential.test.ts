import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { Caller } from "./support.js";

let simulator: Simulator;
let caller: Caller;
beforeEach(async () => {
  simulator = await startSimulator();
  caller = new Caller(simulator);
});
afterEach(() => simulator.close());

const credential = (user: string, more = "<Hash1>aa</Hash1>") =>
  `<SipCredential><UserName>${user}</UserName><Domain>bw.com</Domain>${more}</SipCredential>`;
const create = (...items: string[]) =>
  caller.post("/sipcredentials", `<SipCredentials>${items.join("")}</SipCredentials>`);

describe("SIP credentials", () => {
  test("are known by user@domain, and an account without any is a 404 with 23008", async () => {
    const none = await caller.get("/sipcredentials");
    expect([none.status, none.value("ResponseStatus", "ErrorCode")]).toEqual([404, "23008"]);
    expect((await create(credential("john"))).status).toBe(201);
    const shown = await caller.get("/sipcredentials/john%40bw.com");
    expect(shown.value("SipCredential", "Hash1")).toBe("aa");
    expect((await caller.get("/sipcredentials/jack%40bw.com")).value("ResponseStatus", "ErrorCode")).toBe("23007");
  });

  test("the valid ones of a list are created, and a 201 names the others. A list without valid ones is a 400", async () => {
    const mixed = await create(credential("john"), credential("bill", ""), credential("john"));
    expect(mixed.status).toBe(201);
    expect(mixed.text.match(/<ErrorCode>\d+/g)).toEqual(["<ErrorCode>23001", "<ErrorCode>23009"]);
    expect((await create(credential("john"))).status).toBe(400);
    expect((await create()).value("ResponseStatus", "ErrorCode")).toBe("23006");
    expect((await create(credential("x".repeat(33)))).text).toContain("23002");
    expect((await create(credential("a@b"))).text).toContain("23014");
  });

  test("a PUT changes only hashes, and clears the second one when it is left out", async () => {
    await create(credential("john", "<Hash1>aa</Hash1><Hash1b>bb</Hash1b>"));
    const put = (inner: string) =>
      caller.account("PUT", "/sipcredentials/john%40bw.com", `<SipCredential>${inner}</SipCredential>`);
    expect((await put("<UserName>jim</UserName><Hash1>cc</Hash1>")).value("ResponseStatus", "ErrorCode")).toBe("23004");
    expect((await put("<Hash1>cc</Hash1>")).status).toBe(200);
    const shown = await caller.get("/sipcredentials/john%40bw.com");
    expect([shown.value("SipCredential", "Hash1"), shown.value("SipCredential", "Hash1b")]).toEqual(["cc", undefined]);
    expect((await caller.account("DELETE", "/sipcredentials/john%40bw.com")).status).toBe(200);
    expect((await caller.account("DELETE", "/sipcredentials/john%40bw.com")).status).toBe(404);
  });

  test("come page by page, by name", async () => {
    await create(...["a", "b", "c"].map((user) => credential(user)));
    const first = await caller.get("/sipcredentials?page=1&size=2");
    expect(first.text.match(/<UserName>/g)).toHaveLength(2);
    expect(first.value("Links", "next")).toContain("page=c%40bw.com");
  });
});
