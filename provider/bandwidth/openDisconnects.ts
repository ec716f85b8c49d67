import type { Client } from "./client.js";
import { errorDetails } from "./errors.js";
import { LookUpUnclear } from "./orderErrors.js";
import { disconnectOrder as kind, orderState } from "./orderKinds.js";
import { type ListedOrder, listedOrders, provenOrder } from "./orderList.js";
import { toE164 } from "./orderReport.js";
import { texts } from "./xml.js";

/** A disconnect that has not come to its end. */
export interface OpenDisconnect {
  orderId: string;
  /** E.164. */
  numbers: string[];
}

/** The largest page of this list (api-in-practice §2.4). */
const pageSize = 5_000;
const dayMs = 86_400_000;
/** An order of an interrupted run is not older; most are over in a second. */
const daysBack = 7;

/**
 * The disconnects that are under way. They cannot be looked up by an id of ours nor by number (api-in-practice §0.4),
 * and the list does not name numbers; so it is narrowed by date, and only those that are not over are read: mostly none,
 * which makes this one request.
 */
export async function openDisconnects(client: Client, signal?: AbortSignal): Promise<OpenDisconnect[]> {
  const open = (await lately(client, signal)).filter(({ status }) => orderState(status) === "open");
  return Promise.all(
    open.map(async ({ orderId }) => {
      const { body } = await provenOrder(client, kind, orderId, signal);
      const asked = texts(
        body,
        "orderRequest",
        "DisconnectTelephoneNumberOrderType",
        "TelephoneNumberList",
        "TelephoneNumber",
      );
      return { orderId, numbers: asked.map(toE164) };
    }),
  );
}

async function lately(client: Client, signal?: AbortSignal): Promise<ListedOrder[]> {
  const now = client.clock.now();
  // The API's day may begin earlier or later than ours.
  const query = { startdate: day(now - daysBack * dayMs), enddate: day(now + dayMs) };
  const request = { method: "GET", path: client.account(kind.collection), query, signal } as const;
  const found: ListedOrder[] = [];
  for await (const page of client.pages(request, { size: pageSize })) {
    if (page.root === undefined || errorDetails({ root: page.root, content: page.body }).length > 0) {
      throw new LookUpUnclear("The API's list of disconnects is not a list.");
    }
    found.push(...listedOrders(page.body));
  }
  return found;
}

/** YY-MM-DD, as the filters of this list want it. */
const day = (time: number): string => new Date(time).toISOString().slice(2, 10);
