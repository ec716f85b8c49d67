import { afterEach, beforeEach, expect, test } from "vitest";
import { address } from "../resources/support.js";
import { Account } from "./account.js";
import { audit, auditLedger } from "./audit.js";
import { operations } from "./operations.js";
import { Stack } from "./stack.js";

/** The matrix is worth what its audit sees: each kind of damage is done here by hand. */
let account: Account;
let stack: Stack;

beforeEach(async () => {
  account = await Account.start();
  stack = new Stack();
  const everything = operations.find(({ group, name }) => group === "Whole stack" && name === "refresh")?.before ?? [];
  await stack.up(account.process(), everything);
});

afterEach(() => account.close());

const found = () => stack.find("found")?.state.telephoneNumbers as string[];
const orderFor = () => ({
  name: "by hand",
  siteId: String(stack.find("raleigh")?.id),
  partialAllowed: false,
  backOrderRequested: false,
});
const damage = () => audit(account.simulator, stack).join("\n");

test("an account that is as declared has nothing wrong with it", () => {
  expect(damage()).toBe("");
});

test("numbers that no state knows are orphans", () => {
  const numbers = found();
  stack.forget("found");
  expect(damage()).toBe(`owned, and in no state: ${numbers.join(", ")}`);
});

test("a number that was lost or moved, an option, a name and a target that differ are seen", () => {
  const { account: model } = account.simulator;
  const [lost = "", moved = ""] = found();
  model.disconnectNumber(lost);
  model.moveNumber(moved, String(stack.find("standby")?.state.sipPeerId));
  model.switchOptions("+19195550150", { CallForward: "systemdefault" });
  model.renameSite(String(stack.find("raleigh")?.id), "Durham");
  model.deleteSubscription(String(stack.find("mails")?.id));
  expect(damage()).toContain(`${lost}: not on the account`);
  expect(damage()).toContain(`${moved}: sipPeerId is`);
  expect(damage()).toContain("options of +19195550150: callForward is undefined");
  expect(damage()).toContain("raleigh: name is Durham, not Raleigh");
  expect(damage()).toContain("mails: not on the account");
});

test("a second site is seen", async () => {
  await account.process().api.sites.create({ name: "Raleigh", address });
  expect(damage()).toBe("2 sites on the account, 1 in the state");
});

test("two orders for one desired are seen", async () => {
  const order = { ...orderFor(), what: { search: { areaCode: "919" }, quantity: 2 } };
  const { api } = account.process();
  await api.orders.place(order, "same");
  await api.orders.place(order, "same");
  expect(damage()).toContain("bought twice");
  expect(damage()).toContain("owned, and in no state");
});

test("a purchase that was given up again is money lost", async () => {
  const before = [...account.simulator.ledger.owned()];
  const mark = account.simulator.ledger.entries.length;
  const number = "+19195550190";
  const { api } = account.process();
  await api.orders.place({ ...orderFor(), what: { telephoneNumbers: [number] } }, "in vain");
  await api.disconnects.disconnect([number]);
  expect(auditLedger(account.simulator, mark, before)).toEqual([
    `bought: ${number}, should be none`,
    `disconnected: ${number}, should be none`,
  ]);
});
