import { afterEach, beforeEach, expect, test } from "vitest";
import { tnOptions } from "../../provider/bandwidth/features/tnOptions.js";
import { inside, ok, ScriptedApi } from "./scriptedApi.js";

let api: ScriptedApi;
/** The passcodes of the account. These credentials can't see them. */
let passcodes: Map<string, string>;
beforeEach(async () => {
  api = new ScriptedApi();
  passcodes = new Map();
  await api.start();
  api.on("GET /tnoptions", { status: 404, body: "<R/>" });
  api.on("POST /tnPortoutPasscodes", { status: 403, body: "<R><Error><Code>403</Code></Error></R>" });
});
afterEach(() => api.stop());

const SAME = "<Error><Code>5195</Code><Description>It already exists for particular TN</Description></Error>";
const tens = ["9195550100", "9195550101", "9195550102", "9195550103", "9195550104"];
const numbers = tens.map((ten) => `+1${ten}`);

/** An order with a number that has the passcode already fails as a whole, and doesn't say which number it is. */
function account(refuses: "at once" | "later"): void {
  const statuses = new Map<string, string>();
  api.on("POST /tnoptions", ({ body }, count) => {
    const [passcode] = inside(body, "PortOutPasscode");
    const asked = inside(body, "TelephoneNumber");
    const isSame = passcode !== undefined && asked.some((number) => passcodes.get(number) === passcode);
    if (isSame && refuses === "at once") return { status: 400, body: `<R><ErrorList>${SAME}</ErrorList></R>` };
    if (!isSame && passcode !== undefined) for (const number of asked) passcodes.set(number, passcode);
    const id = `t${count}`;
    statuses.set(id, isSame ? "FAILED" : "COMPLETE");
    return {
      status: 201,
      body: `<R><TnOptionOrder><OrderId>${id}</OrderId><ProcessingStatus>RECEIVED</ProcessingStatus></TnOptionOrder></R>`,
    };
  });
  api.on("GET /tnoptions/*", ({ path }) => {
    const status = statuses.get(path.split("/").at(-1) ?? "");
    const errors = status === "FAILED" ? SAME : "";
    return ok(
      `<TnOptionOrder><ProcessingStatus>${status}</ProcessingStatus><ErrorList>${errors}</ErrorList></TnOptionOrder>`,
    );
  });
}

test.each([
  "at once",
  "later",
] as const)("every number gets the passcode, though an order with one that has it is refused %s, without its number", async (refuses) => {
  account(refuses);
  passcodes.set(tens[1] ?? "", "a1b2c3");
  const done = await tnOptions(api.client()).apply(numbers, { portOutPasscode: "a1b2c3", sms: "on" });
  expect(tens.map((number) => passcodes.get(number))).toEqual(tens.map(() => "a1b2c3"));
  expect(done).toMatchObject({ status: "COMPLETE", failed: [], open: false });
});

test("two callers at the same moment, too: a shared order's refusal says nothing about one of them", async () => {
  account("at once");
  passcodes.set(tens[0] ?? "", "a1b2c3");
  const options = tnOptions(api.client());
  await Promise.all(numbers.slice(0, 2).map((number) => options.apply([number], { portOutPasscode: "a1b2c3" })));
  expect(passcodes.get(tens[1] ?? "")).toBe("a1b2c3");
});
