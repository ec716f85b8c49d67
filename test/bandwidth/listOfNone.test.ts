import { expect, test } from "vitest";
import { sipCredentials } from "../../provider/bandwidth/account/sipCredentials.js";
import { subscriptions } from "../../provider/bandwidth/account/subscriptions.js";
import type { Client } from "../../provider/bandwidth/http/client.js";
import { tnLookUps } from "../../provider/bandwidth/numbers/tnLookUps.js";
import { orderHistory } from "../../provider/bandwidth/orders/history.js";
import { failure, useServer } from "./helpers/client.js";
import { xml } from "./helpers/server.js";

const context = useServer();

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Each list, its root, and what the API says when it has nothing. */
const lists: Record<string, [look: (client: Client) => Promise<unknown>, root: string, none: string]> = {
  "history of a port-in": [
    (client) => orderHistory(client, "portins", "1"),
    "OrderHistoryWrapper",
    "<IrisStatus><Code>7710</Code><Description>none for drafts</Description></IrisStatus>",
  ],
  subscriptions: [
    (client) => subscriptions(client).list(),
    "SubscriptionsResponse",
    "<ResponseStatus><ErrorCode>16001</ErrorCode></ResponseStatus>",
  ],
  "SIP credentials": [
    (client) => all(sipCredentials(client).list()),
    "SipCredentialsResponse",
    "<ResponseStatus><ErrorCode>23011</ErrorCode></ResponseStatus>",
  ],
  "history of a number": [
    (client) => tnLookUps(client).history("+19195550100"),
    "TelephoneNumberStatusesResponse",
    "<irisStatus><Code>404</Code><Description>Results were not found.</Description></irisStatus>",
  ],
};

const answer = (root: string, said: string, beside = "") => xml(`<${root}>${said}${beside}</${root}>`);

test.each(Object.entries(lists))("a 200 that says so is an empty list: %s", async (_, [look, root, none]) => {
  expect(await look(context.client({}, () => answer(root, none)))).toEqual([]);
});

test.each(Object.entries(lists))("a 200 that says something else is an error: %s", async (_, [look, root, none]) => {
  for (const said of [
    "<ResponseStatus><ErrorCode>1000</ErrorCode><Description>trouble</Description></ResponseStatus>",
    "<IrisStatus><Description>not found</Description></IrisStatus>",
  ]) {
    const error = await failure(look(context.client({}, () => answer(root, said))));
    expect(`${error}`).toContain("the answer isn't a");
  }
  const beside = await failure(look(context.client({}, () => answer(root, none, "<Strange>7</Strange>"))));
  expect(`${beside}`).toContain("the answer isn't a");
});

test("an empty list's words for one list are an error in another", async () => {
  const [, , none] = lists["history of a port-in"] ?? [];
  const client = context.client({}, () => answer("SubscriptionsResponse", none ?? ""));
  expect(`${await failure(subscriptions(client).list())}`).toContain("7710");
});
