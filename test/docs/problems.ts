import { createApi } from "../../provider/bandwidth/api.js";
import { settingsOf } from "../../provider/configuration.js";
import { bandwidth } from "../../provider/package.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import { TestClock } from "../bandwidth/helpers/client.js";
import type { Run } from "../frontEnds/support.js";
import { address, resourceNamed, Stack } from "../resources/support.js";
import { adoptionProblems } from "./adoptionProblems.js";
import { numberProblems } from "./numberProblems.js";
import { portingProblems } from "./portingProblems.js";
import { reportProblems } from "./reportProblems.js";
import { settingsProblems } from "./settingsProblems.js";
import { errorOf, infosOf, newSite, type Problem, place, start, warningsOf } from "./support.js";

const ACCOUNT_PATH = /\/accounts\//;
const search = { search: { areaCode: "919" } };

/** A number order that has to fail. */
async function ordering(simulator: Simulator, inputs: Values, environment: Record<string, string> = {}) {
  const run = await start(simulator, environment);
  const at = await place(run);
  return errorOf(run.create("PhoneNumberOrder", "numbers", { ...at, ...inputs }));
}

/** A delete on an account that was made in another run. */
async function deleting(
  type: string,
  simulator: Simulator,
  made: (run: Run) => Promise<{ id: string; state: Values }>,
) {
  const { id, state } = await made(await start(simulator));
  const api = bandwidth.connect({ configuration: {}, environment: simulator.environment() });
  try {
    const call = { ...Stack.prototype.call.call({ api, said: [] }, "it"), api, timeoutMs: 50 };
    return await errorOf(lifecycle.remove(resourceNamed(type), call, id, state));
  } finally {
    api.client.close();
  }
}

/** What can go wrong with orders of numbers, and with what is in use. */
const general: Problem[] = [
  {
    title: "A number is taken",
    happen: async (simulator) => {
      simulator.account.withdrawNumbers(["+19195550100"]);
      return [await ordering(simulator, { telephoneNumbers: ["9195550100"] })];
    },
  },
  {
    title: "The account has the number already",
    happen: async (simulator) => {
      const run = await start(simulator);
      const order = { ...(await place(run)), telephoneNumbers: ["9195550100"] };
      await run.create("PhoneNumberOrder", "numbers", order);
      return [await errorOf((await start(simulator)).create("PhoneNumberOrder", "lines", order))];
    },
  },
  {
    title: "Earlier orders hold numbers that are not wanted",
    happen: async (simulator) => {
      const run = await start(simulator);
      const at = await place(run);
      await run.create("PhoneNumberOrder", "numbers", { ...at, telephoneNumbers: ["9195550100"] });
      const others = { ...at, telephoneNumbers: ["9195550101"] };
      return [await errorOf((await start(simulator)).create("PhoneNumberOrder", "numbers", others))];
    },
  },
  {
    title: "An order fails",
    happen: async (simulator) => {
      simulator.account.limitArea("919", 0);
      return [await ordering(simulator, { ...search, quantity: 3 })];
    },
  },
  {
    title: "An order is filled in part",
    happen: async (simulator) => {
      const code = "5005";
      const description = "The telephone number is unavailable for ordering";
      simulator.account.script({ outcome: "partial", numbers: ["+19195550101"], code, description });
      return [await ordering(simulator, { telephoneNumbers: ["9195550100", "9195550101"] })];
    },
  },
  {
    title: "An order waits for numbers",
    happen: async (simulator) => {
      simulator.account.limitArea("919", 1);
      const run = await start(simulator);
      const wish = { ...search, quantity: 3, backOrderRequested: true, partialAllowed: true };
      await run.create("PhoneNumberOrder", "numbers", { ...(await place(run)), ...wish });
      return warningsOf(run);
    },
  },
  {
    title: "An order takes too long",
    happen: async (simulator) => {
      simulator.account.script({ outcome: "stuck" });
      return [await ordering(simulator, { ...search, quantity: 1 }, { BW_ORDER_TIMEOUT: "1s" })];
    },
  },
  {
    title: "An answer is lost",
    happen: async (simulator) => {
      const run = await start(simulator);
      const at = await place(run);
      const order = { ...at, ...search, quantity: 1 };
      simulator.faults.on("POST", /\/orders$/, { kind: "lostAnswer" });
      simulator.faults.on("GET", /\/orders$/, { kind: "status", status: 403 }, { nth: 2 });
      const unknown = await errorOf(run.create("PhoneNumberOrder", "numbers", order));
      const next = await start(simulator);
      const made = await next.create("PhoneNumberOrder", "numbers", order);
      simulator.faults.on("POST", /\/disconnects$/, { kind: "lostAnswer" });
      simulator.faults.on("GET", /\/tns\/\d+$/, { kind: "html", status: 404 });
      const last = await start(simulator);
      return [unknown, ...infosOf(next), await errorOf(last.remove("PhoneNumberOrder", "numbers", made))];
    },
  },
  {
    title: "Too many requests",
    happen: async (simulator) => {
      simulator.faults.add({ path: ACCOUNT_PATH, fault: { kind: "status", status: 429 }, times: 1_000 });
      const api = createApi(settingsOf({ configuration: {}, environment: simulator.environment() }), {
        clock: new TestClock(),
      });
      return [await errorOf(api.sites.list())];
    },
  },
  {
    title: "The server has trouble",
    happen: async (simulator) => {
      simulator.faults.add({ path: ACCOUNT_PATH, fault: { kind: "status", status: 503 }, times: 1_000 });
      const api = createApi(settingsOf({ configuration: {}, environment: simulator.environment() }), {
        clock: new TestClock(),
      });
      const callback = { url: "https://hooks.example.com/" };
      return [
        await errorOf(api.sites.list()),
        await errorOf(api.subscriptions.create({ orderType: "orders", callback })),
      ];
    },
  },
  {
    title: "A SIP peer still has numbers",
    happen: async (simulator) => [
      await deleting("SipPeer", simulator, async (run) => {
        const { id: siteId } = await newSite(run);
        const peer = await run.create("SipPeer", "trunk", { siteId, name: "Main", isDefaultPeer: true });
        simulator.account.buyNumber({ number: "+19195550142", sipPeerId: String(peer.state.sipPeerId) });
        return peer;
      }),
    ],
  },
  {
    title: "The default SIP peer cannot go first, nor be missing",
    happen: async (simulator) => [
      await deleting("SipPeer", simulator, async (run) => {
        const { id: siteId } = await newSite(run);
        const peer = await run.create("SipPeer", "trunk", { siteId, name: "Main", isDefaultPeer: true });
        await run.create("SipPeer", "spare", { siteId, name: "Other" });
        return peer;
      }),
      await errorOf(
        (async () => {
          const run = await start(simulator);
          const { id: siteId } = await newSite(run, "Durham");
          await run.create("SipPeer", "trunk", { siteId, name: "Main", isDefaultPeer: false });
        })(),
      ),
    ],
  },
  {
    title: "A site is in use",
    happen: async (simulator) => [
      await deleting("Site", simulator, async (run) => {
        const site = await newSite(run);
        await run.create("SipPeer", "trunk", { siteId: site.id, name: "Main", isDefaultPeer: true });
        return site;
      }),
    ],
  },
  {
    title: "A limit is reached",
    happen: async (simulator) => {
      const run = await start(simulator, { BW_MAX_PURCHASES: "2" });
      const at = await place(run);
      await run.preview("PhoneNumberOrder", "many", { ...at, ...search, quantity: 3 });
      const order = await run.create("PhoneNumberOrder", "numbers", { ...at, ...search, quantity: 2 });
      const buying = await errorOf(run.create("PhoneNumberOrder", "more", { ...at, ...search, quantity: 1 }));
      const next = await start(simulator, { BW_MAX_DISCONNECTS: "1" });
      const disconnecting = await errorOf(next.remove("PhoneNumberOrder", "numbers", order));
      const others = { ...at, search: { areaCode: "910" }, quantity: 2 };
      await next.preview("PhoneNumberOrder", "numbers", others, order);
      const replacing = await errorOf(next.create("PhoneNumberOrder", "numbers", others));
      return [...warningsOf(run), buying, disconnecting, replacing];
    },
  },
  {
    title: "There is nothing to adopt",
    happen: async (simulator) => {
      const run = await start(simulator);
      return [await errorOf(run.create("Site", "office", { name: "Raleigh", address, adopt: "12345" }))];
    },
  },
  {
    title: "Somebody else changed something",
    happen: async (simulator) => {
      const run = await start(simulator);
      const at = await place(run);
      const order = await run.create("PhoneNumberOrder", "numbers", { ...at, ...search, quantity: 3 });
      const other = await run.create("SipPeer", "spare", { siteId: at.siteId, name: "Other" });
      simulator.account.disconnectNumber("+19195550100");
      simulator.account.moveNumber("+19195550101", String(other.state.sipPeerId));
      const next = await start(simulator);
      await next.read("PhoneNumberOrder", "numbers", order);
      return warningsOf(next);
    },
  },
];

/** Every way of failing that the page shows. */
export const MISHAPS: Problem[] = [
  ...settingsProblems,
  ...general,
  ...adoptionProblems,
  ...numberProblems,
  ...portingProblems,
  ...reportProblems,
];
