import { z } from "zod";
import { orderNoteErrors } from "../../bandwidth/errorCodes/orderNotes.js";
import { isMissingOrder } from "../../bandwidth/orders/missing.js";
import { longestNote, type NotedOrders, notedOrders, type OrderNote } from "../../bandwidth/orders/notes.js";
import { cut } from "../../cut.js";
import { Refused } from "../../pulumi/definition/errors.js";
import { resource } from "../define.js";
import { id, oneOf, words } from "../properties/fields.js";

const another = "A change adds another note.";

/** A note on an order. */
export const orderNote = resource({
  name: "OrderNote",
  description: `A note on an order, a disconnect, a port-in or an LSR order, as the dashboard shows it.

**A note on a port-in or an LSR order opens a ticket at Bandwidth**, and Bandwidth notifies every subscriber to the order.

The API can only add notes. A changed text adds another note. Deleting the resource leaves the note on the order.`,
  operations: [
    "GET /accounts/{accountId}/orders/{orderid}",
    "GET /accounts/{accountId}/disconnects/{disconnectid}",
    "GET /accounts/{accountId}/portins/{orderid}",
    "GET /accounts/{accountId}/lsrorders/{orderid}",
    "POST /accounts/{accountId}/orders/{orderid}/notes",
    "GET /accounts/{accountId}/orders/{orderid}/notes",
    "POST /accounts/{accountId}/disconnects/{disconnectid}/notes",
    "GET /accounts/{accountId}/disconnects/{disconnectid}/notes",
    "POST /accounts/{accountId}/portins/{orderid}/notes",
    "GET /accounts/{accountId}/portins/{orderid}/notes",
    "POST /accounts/{accountId}/lsrorders/{orderid}/notes",
    "GET /accounts/{accountId}/lsrorders/{orderid}/notes",
  ],
  errors: orderNoteErrors,
  inputs: z.object({
    orderType: oneOf("NotedOrderType", notedOrders)
      .default("orders")
      .describe(
        `The kind of order: \`orders\` (the default), \`disconnects\`, \`portins\` or \`lsrorders\`. ${another}`,
      )
      .meta({ replaces: true }),
    orderId: id().describe(`The order that gets the note. ${another}`).meta({ replaces: true }),
    description: words(longestNote)
      .describe(`The text, at most ${longestNote} characters. ${another}`)
      .meta({ replaces: true, example: "Ordered for the new office" }),
    userId: words(100)
      .optional()
      .describe(
        "Name of the user who is shown as the author, at most 100 characters. It must be the user who is logged in (error 12501). Default: the user of `username`, or the order's own user.",
      )
      .meta({ replaces: true, writeOnly: true }),
  }),
  outputs: z.object({
    noteId: z.string().describe("Assigned by Bandwidth.").meta({ stable: true }),
    lastModified: z.string().optional().describe("Time of the note, in the API's form."),
  }),
  examples: [
    {
      title: "A note on an order of numbers",
      inputs: { orderId: "$phoneNumberOrder.orderIds[0]", description: "Ordered for the new office" },
    },
  ],
  importId: { form: "orderType/orderId/noteId", example: "orders/47955555-ce10-456e-8cb9-eb13b9f14cfd/87037" },

  /** If the program declares no author, any author is right. */
  actual: ({ orderType, orderId, description, userId }, wanted) => ({
    orderType,
    orderId,
    description,
    ...(wanted.userId === undefined ? {} : { userId }),
  }),

  async create({ api, inputs, isHeldByOther, info }) {
    const { orderType, orderId, description, userId } = inputs;
    const { notes, addNote } = api.orderNotes[orderType];
    const idOf = (note: OrderNote) => `${orderType}/${orderId}/${note.noteId}`;
    // A note can't be removed. So find what an interrupted run has added before you add another.
    const same = (note: OrderNote) =>
      note.description === description &&
      (userId === undefined || note.userId === userId) &&
      !isHeldByOther(idOf(note));
    const there = await notes(orderId).catch((error: unknown) => {
      if (!isMissingOrder(orderType, error)) throw error;
      throw new Refused([
        { property: "orderId", reason: `"${orderId}" is not one of the ${orderType}. Nothing was written` },
      ]);
    });
    const existing = there.find(same);
    if (existing?.noteId !== undefined) {
      info(`note ${existing.noteId} on ${orderType}/${orderId} already has this text; this resource adopts it`);
      return { id: idOf(existing), outputs: { noteId: existing.noteId, lastModified: existing.modified } };
    }
    const added = await addNote(orderId, description, userId);
    // The note exists, whatever this look at it returns.
    const shown = await notes(orderId).catch(() => []);
    const note = shown.findLast((one) => (added === undefined ? same(one) : one.noteId === added));
    const noteId = added ?? note?.noteId;
    if (noteId === undefined)
      throw new Error(`the note was added to ${orderType}/${orderId}, but the API does not show it there`);
    return { id: `${orderType}/${orderId}/${noteId}`, outputs: { noteId, lastModified: note?.modified } };
  },

  async read({ api, id: ownId, state }) {
    const { orderType, orderId, noteId } = partsOf(ownId);
    const found = await api.orderNotes[orderType].notes(orderId).catch((error: unknown) => {
      if (isMissingOrder(orderType, error)) return [];
      throw error;
    });
    const note = found.find((one) => one.noteId === noteId);
    if (!note) return undefined;
    const { description, userId, modified } = note;
    return {
      inputs: { orderType, orderId, description, userId: state ? state.userId : userId },
      outputs: { noteId, lastModified: modified },
    };
  },

  // Every change makes another note.
  async update({ state, id: ownId }) {
    return { noteId: state.noteId ?? partsOf(ownId).noteId, lastModified: state.lastModified };
  },

  async delete({ id: ownId, warn }) {
    const { orderType, orderId, noteId } = partsOf(ownId);
    warn(`note ${noteId} stays on ${orderType}/${orderId}: the API cannot remove a note`);
  },

  list: {
    inputs: z.object({
      orderType: oneOf("NotedOrderType", notedOrders).default("orders").describe("The kind of order."),
      orderId: id().describe("The order whose notes to list."),
    }),
    async *find({ api, query }) {
      const orderType = query.orderType as NotedOrders;
      const orderId = String(query.orderId);
      for (const { noteId, description } of await api.orderNotes[orderType].notes(orderId)) {
        if (noteId !== undefined) yield { id: `${orderType}/${orderId}/${noteId}`, name: cut(description, 40) };
      }
    },
  },
});

function partsOf(ownId: string): { orderType: NotedOrders; orderId: string; noteId: string } {
  const [type, orderId, noteId, ...more] = ownId.split("/");
  const orderType = notedOrders.find((known) => known === type);
  if (orderType && orderId && noteId && more.length === 0) return { orderType, orderId, noteId };
  throw new Error(`"${ownId}" is not the id of a note; expected: orderType/orderId/noteId, as in orders/4795…/87037`);
}
