import type { Values } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import type { Run } from "../frontEnds/support.js";
import { address } from "../resources/support.js";
import { errorOf, type Problem, place, start, startOther, warningsOf } from "./support.js";

const numbers = ["+19195550100", "+19195550101"];

/** A run on an account that has two numbers. */
async function withNumbers(simulator: Simulator): Promise<Run & { at: Values }> {
  const run = await start(simulator);
  const at = await place(run);
  await run.create("PhoneNumberOrder", "numbers", { ...at, telephoneNumbers: numbers });
  return { ...run, at };
}

const emergency = (more: Values = {}) => ({ telephoneNumbers: numbers, callerName: "Main office", address, ...more });
const listing = { subscriberType: "BUSINESS", listingType: "LISTED", listingName: { lastName: "Joes Garage" } };

/** What can go wrong with what is set on numbers, and with what stands beside them. */
export const numberProblems: Problem[] = [
  {
    title: "Numbers of another country",
    happen: async (simulator) => {
      const classic = await start(simulator);
      const at = await place(classic);
      const british = { search: { countryCodeA3: "GBR", phoneNumberType: "GEOGRAPHIC" }, quantity: 2 };
      const order = (run: Run, more: Values) =>
        errorOf(run.create("PhoneNumberOrder", "london", { ...at, ...british, ...more }));
      const universal = await start(simulator, { BW_API_URL: simulator.universalBaseUrl });
      return [
        ...(await order(classic, { requirementsPackageId: "3fa85f64-5717-4562-b3fc-2c963f66afa6" })).split("\n"),
        ...(await order(universal, { search: { countryCodeA3: "GBR", state: "NC" } })).split("\n"),
        await order(universal, { quantity: 5_000 }),
      ];
    },
  },
  {
    title: "Options of numbers are refused",
    happen: async (simulator) => {
      const run = await withNumbers(simulator);
      const failing = { code: "9008", description: "Telephone number refused by the messaging network." };
      simulator.account.script({ kind: "tnoptions", outcome: "partial", numbers: numbers.slice(1), ...failing });
      return [await errorOf(run.create("TnOptions", "options", { telephoneNumbers: numbers, sms: "on" }))];
    },
  },
  {
    title: "An emergency address is refused",
    happen: async (simulator) => {
      const run = await withNumbers(simulator);
      const unknown = emergency({ address: { ...address, streetName: "Nowhere Road" } });
      const failing = { code: "8005", description: "Address could not be provisioned." };
      simulator.account.script({ kind: "e911s", outcome: "partial", numbers: numbers.slice(1), ...failing });
      const partial = await errorOf(run.create("E911Address", "office", emergency()));
      return [partial, await errorOf(run.create("E911Address", "office", unknown))];
    },
  },
  {
    title: "An emergency address is not removed",
    happen: async (simulator) => {
      const run = await withNumbers(simulator);
      const made = await run.create("E911Address", "office", emergency());
      const fewer = emergency({ telephoneNumbers: numbers.slice(1) });
      return [
        await errorOf(run.update("E911Address", "office", made, fewer)),
        await errorOf((await start(simulator)).remove("E911Address", "office", made)),
      ];
    },
  },
  {
    title: "A record stays when its resource is deleted",
    happen: async (simulator) => {
      const run = await withNumbers(simulator);
      const record = { subscriberInformation: "Joes Garage", useType: "BUSINESS", visibility: "PUBLIC" };
      const lidb = await run.create("LidbRecord", "name", { telephoneNumbers: numbers, ...record });
      const inputs = { telephoneNumbers: numbers, ...listing, listAddress: true, address };
      const listed = await run.create("DirectoryListing", "listing", inputs);
      const note = await run.create("OrderNote", "note", {
        orderId: [...simulator.account.ordersOf("orders")][0]?.id ?? "",
        description: "ours",
      });
      const next = await start(simulator);
      await next.remove("LidbRecord", "name", lidb);
      await next.remove("DirectoryListing", "listing", listed);
      await next.remove("OrderNote", "note", note);
      return warningsOf(next);
    },
  },
  {
    title: "A record of numbers is refused",
    happen: async (simulator) => {
      const run = await withNumbers(simulator);
      const failing = { description: "The service that keeps these records refused it.", numbers: numbers.slice(1) };
      simulator.account.script({ kind: "lidbs", outcome: "partial", code: "22016", ...failing });
      simulator.account.script({ kind: "dldas", outcome: "failed", code: "5999", ...failing });
      const record = { subscriberInformation: "Joes Garage", useType: "BUSINESS", visibility: "PUBLIC" };
      const inputs = { telephoneNumbers: numbers, ...listing, listAddress: true, address };
      return [
        await errorOf(run.create("LidbRecord", "name", { telephoneNumbers: numbers, ...record })),
        await errorOf(run.create("DirectoryListing", "listing", inputs)),
      ];
    },
  },
  {
    title: "Numbers of your own cannot be imported",
    happen: async (simulator) => {
      const run = await withNumbers(simulator);
      const own = { ...run.at, telephoneNumbers: ["+12025550111"] };
      const failing = { code: "25060", description: "Telephone number is owned by Bandwidth." };
      simulator.account.script({ kind: "externalTns", outcome: "failed", ...failing });
      return [
        await errorOf(run.create("ExternalTns", "own", { ...run.at, telephoneNumbers: numbers })),
        await errorOf(run.create("ExternalTns", "own", own)),
      ];
    },
  },
  {
    title: "A number cannot be reserved",
    happen: async (simulator) => {
      const run = await withNumbers(simulator);
      simulator.account.withdrawNumbers(["+19195550150"]);
      return [
        await errorOf(run.create("TnReservation", "held", { reservedTn: numbers[0] })),
        await errorOf(run.create("TnReservation", "held", { reservedTn: "+19195550150" })),
      ];
    },
  },
  {
    title: "A SIP credential exists already",
    happen: async (simulator) => {
      const credential = {
        userName: "alice",
        domain: "sip.example.com",
        hash1: "0".repeat(32),
        hash1b: "0".repeat(32),
      };
      await (await start(simulator)).create("SipCredential", "alice", credential);
      return [await errorOf((await startOther(simulator)).create("SipCredential", "alice", credential))];
    },
  },
  {
    title: "A note or a webhook is refused",
    happen: async (simulator) => {
      const run = await start(simulator);
      const email = { address: "ops@example.com", digestRequested: "NONE" };
      const body =
        "<SubscriptionsResponse><ResponseStatus><ErrorCode>16004</ErrorCode><Description>The order was not found" +
        "</Description></ResponseStatus></SubscriptionsResponse>";
      simulator.faults.on("POST", /subscriptions$/, { kind: "status", status: 400, body });
      return [
        await errorOf(run.create("OrderNote", "note", { orderId: "4711", description: "ours" })),
        await errorOf(run.create("Subscription", "mail", { orderType: "orders", orderId: "4711", email })),
      ];
    },
  },
];
