import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { adopting, apiOf, newFolder, office, removeFolders } from "./adoptSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

test("an order that waits for numbers and a port-in that is under way are told, and not taken over", async () => {
  const { siteId, main } = await office(simulator, 2);
  const api = apiOf(simulator);
  simulator.account.limitArea("910", 1);
  const what = { search: { areaCode: "910" }, quantity: 3 };
  const order = await api.orders.place(
    { siteId, sipPeerId: main, what, name: "theirs", partialAllowed: false, backOrderRequested: true },
    "one of theirs",
  );
  const portIn = await api.portIns.submit(
    {
      billingTelephoneNumber: "+13035550111",
      siteId,
      sipPeerId: main,
      subscriber: {
        subscriberType: "BUSINESS",
        businessName: "Joe & Sons",
        serviceAddress: { zip: "80203", streetName: "Lincoln", houseNumber: "1700", city: "Denver", stateCode: "CO" },
      },
      loaAuthorizingPerson: "Joe Smith",
      telephoneNumbers: ["+13035550111"],
    },
    "another of theirs",
    {},
  );
  api.client.close();
  const { stdout, names } = await adopting(simulator).then((one) => ({ stdout: one.stdout, names: one.resources }));
  expect(stdout).toMatch(new RegExp(`order ${order.orderId} \\(BACKORDERED.*: its numbers come later\\. Adopt again`));
  expect(stdout).toMatch(
    new RegExp(
      `port-in ${portIn.orderId} \\(\\w+\\): still open\\. To take it over: pulumi import bandwidth:index:PortIn`,
    ),
  );
  expect(names.filter(({ type }) => type.endsWith(":PortIn"))).toEqual([]);
  const part = await adopting(simulator, ["--site", siteId]);
  expect(part.stdout).not.toContain("come later");
});

test("numbers that a program has ordered are told, unless its state is given", async () => {
  const { siteId, main } = await office(simulator, 1);
  const api = apiOf(simulator);
  const id = "0123456789abcdef0123456789abcdef01234567";
  const what = { telephoneNumbers: ["+19195550150", "+19195550151"] };
  const { orderId } = await api.orders.place(
    { siteId, sipPeerId: main, what, name: "theirs", partialAllowed: false, backOrderRequested: false },
    id,
  );
  api.client.close();
  const { stdout } = await adopting(simulator);
  expect(stdout).toContain(
    `Ordered by a program of this package. If a stack still has the numbers, adopt again with --state of that stack:\n  order ${orderId}, 2 numbers\n`,
  );
  const state = join(newFolder(), "state.json");
  const order = {
    type: "bandwidth:index:PhoneNumberOrder",
    id: orderId,
    outputs: { telephoneNumbers: what.telephoneNumbers, orderIds: [orderId] },
  };
  writeFileSync(state, JSON.stringify({ version: 3, deployment: { resources: [order] } }));
  expect((await adopting(simulator, ["--state", state])).stdout).not.toContain("Ordered by a program");
});
