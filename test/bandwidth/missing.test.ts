import { describe, expect, test } from "vitest";
import { sipCredentials } from "../../provider/bandwidth/account/sipCredentials.js";
import { sipPeers } from "../../provider/bandwidth/account/sipPeers.js";
import { sites } from "../../provider/bandwidth/account/sites.js";
import { subscriptions } from "../../provider/bandwidth/account/subscriptions.js";
import { users } from "../../provider/bandwidth/account/users.js";
import { disconnectOrders } from "../../provider/bandwidth/buying/disconnectOrders.js";
import { Limits } from "../../provider/bandwidth/buying/limits.js";
import { orders } from "../../provider/bandwidth/buying/newNumberOrders.js";
import { featureOrders } from "../../provider/bandwidth/features/featureOrders.js";
import type { Client } from "../../provider/bandwidth/http/client.js";
import { numbers } from "../../provider/bandwidth/numbers/numbers.js";
import { reservations } from "../../provider/bandwidth/numbers/reservations.js";
import { tnLookUps } from "../../provider/bandwidth/numbers/tnLookUps.js";
import { orderHistory } from "../../provider/bandwidth/orders/history.js";
import { lsrOrders } from "../../provider/bandwidth/porting/lsrOrders.js";
import { portInDocuments } from "../../provider/bandwidth/porting/portInDocuments.js";
import { portInLookUps } from "../../provider/bandwidth/porting/portInLookUps.js";
import { portIns } from "../../provider/bandwidth/porting/portIns.js";
import { portOuts } from "../../provider/bandwidth/porting/portOuts.js";
import { billingDetailRecords, billingReports } from "../../provider/bandwidth/reports/billingReports.js";
import { reports } from "../../provider/bandwidth/reports/reports.js";
import { failure, useServer } from "./helpers/client.js";
import { type Handler, xml } from "./helpers/server.js";

const context = useServer();
const number = "+19195550100";

const looks: Record<string, (client: Client) => Promise<unknown>> = {
  site: (client) => sites(client).get("1"),
  "SIP peer": (client) => sipPeers(client).get("1", "2"),
  subscription: (client) => subscriptions(client).get("1"),
  "SIP credential": (client) => sipCredentials(client).get("alice"),
  reservation: (client) => reservations(client).get("1"),
  "reservation of a number": (client) => reservations(client).of(number),
  order: (client) => orders(client, new Limits({})).get("1"),
  "order's history": (client) => orderHistory(client, "orders", "1"),
  disconnect: (client) => disconnectOrders(client).get("1"),
  "TN option order": (client) => featureOrders(client).tnOptions.get("1"),
  "port-in": (client) => portIns(client).get("1"),
  "port-in that is looked up": (client) => portInLookUps(client).get("1"),
  "file of a port-in": (client) => portInDocuments(client).content("1", "a.pdf"),
  "port-out": (client) => portOuts(client).get("1"),
  "LSR order": (client) => lsrOrders(client).get("1"),
  report: (client) => reports(client).get("1"),
  "instance of a report": (client) => reports(client).instance("1", "2"),
  "billing report": (client) => billingReports(client).get("1"),
  "detail record archive": (client) => billingDetailRecords(client).get("1"),
  user: (client) => users(client).get("olga"),
  number: (client) => numbers(client).get(number),
  "number's LATA": (client) => tnLookUps(client).lata(number),
};

const removals: Record<string, (client: Client) => Promise<unknown>> = {
  site: (client) => sites(client).remove("1"),
  "SIP peer": (client) => sipPeers(client).remove("1", "2"),
  subscription: (client) => subscriptions(client).remove("1"),
  "SIP credential": (client) => sipCredentials(client).remove("alice"),
  reservation: (client) => reservations(client).remove("1"),
  "file of a port-in": (client) => portInDocuments(client).remove("1", "a.pdf"),
  "port-in": async (client) => ((await portIns(client).cancel("1", {})) === "gone" ? undefined : "else"),
};

const words = (text: string, root = "AnyResponse") =>
  xml(`<${root}><ResponseStatus><Description>${text}</Description></ResponseStatus></${root}>`, 404);

/** Answers that prove nothing: they can come from anywhere, or are about something else. */
const unproven: [string, ReturnType<Handler>][] = [
  ["a bare 404", 404],
  ["a page", xml("<html><title>Not Found</title></html>", 404)],
  ["another server's XML", xml("<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>", 404)],
  ["another server's XML in words", xml("<Error>Not Found</Error>", 404)],
  ["a gateway's XML", xml("<fault><description>No matching resource found</description></fault>", 404)],
  ["errors of a gateway", xml("<Errors><Error><Code>404</Code><Message>no route</Message></Error></Errors>", 404)],
  ["errors in words", xml("<Errors><Error><Code>404</Code><Description>Not Found</Description></Error></Errors>", 404)],
  ["one error in words", xml("<Errors><Code>404</Code><Description>Not Found</Description></Errors>", 404)],
  [
    "a cloud's XML",
    xml("<Response><Errors><Error><Code>404</Code><Description>No</Description></Error></Errors></Response>", 404),
  ],
  ["JSON of a gateway", { status: 404, body: '{"code":"404","message":"no route"}', headers: {} } as never],
  ["a word about the account", words("Account '77' does not exist")],
];

describe("a 404 in the API's form without a code says that one thing doesn't exist", () => {
  test.each(Object.entries(looks))("%s", async (_what, look) => {
    expect(await look(context.client({}, () => words("What you ask for was not found")))).toBeUndefined();
    for (const [what, answer] of unproven) {
      const error = await look(context.client({}, () => answer)).then(
        (found) => `${what} was taken for: ${JSON.stringify(found)}`,
        (thrown: Error) => thrown.name,
      );
      expect(error).toBe("BandwidthError");
    }
  });

  test.each(Object.entries(removals))("and counts as deleted: %s", async (_what, remove) => {
    expect(await remove(context.client({}, () => words("What you ask for was not found")))).toBeUndefined();
    for (const [, answer] of unproven) {
      expect((await failure(remove(context.client({}, () => answer)))).name).toBe("BandwidthError");
    }
  });
});

test("a code about something else isn't proof, and a repeated status isn't a code", async () => {
  const status = (code: string) =>
    xml(
      `<SiteResponse><ResponseStatus><ErrorCode>${code}</ErrorCode><Description>no</Description></ResponseStatus></SiteResponse>`,
      404,
    );
  const look = (code: string) => sites(context.client({}, () => status(code))).get("1");
  expect(await look("404")).toBeUndefined();
  expect((await failure(look("12020"))).message).toContain("12020");
});

test("a 404 without a body says that a number isn't in service, but a gateway's 404 doesn't", async () => {
  const look = (answer: ReturnType<Handler>) => numbers(context.client({}, () => answer)).isInService(number);
  expect(await look(404)).toBe(false);
  for (const [, answer] of unproven.filter(([what]) => what !== "a bare 404")) {
    expect((await failure(look(answer))).name).toBe("BandwidthError");
  }
});
