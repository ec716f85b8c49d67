import { looks, looksAfter } from "../http/backOff.js";
import type { Client, Request } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { refusedWith } from "../http/expected.js";
import { text } from "../xml/xml.js";
import { firstText } from "./kinds.js";
import { at, listEntries } from "./listEntries.js";
import { mayHaveActed } from "./submit.js";

/** The kinds of orders that take notes; each is the name of its collection. */
export const notedOrders = ["orders", "disconnects", "portins", "lsrorders"] as const;
export type NotedOrders = (typeof notedOrders)[number];

/** A remark on an order. Notes can be added, never taken away. */
export interface OrderNote {
  noteId?: string;
  userId?: string;
  description: string;
  modified?: string;
}

/** How long a note may be. */
export const longestNote = 500;
const mostPosts = 3;

/** The notes of one kind of orders. */
export const orderNotes = (client: Client, collection: NotedOrders = "orders") => {
  const path = (orderId: string) => client.account(collection, orderId, "notes");

  /** The notes on an order, oldest first; none is a 204. */
  const notes = async (orderId: string, signal?: AbortSignal): Promise<OrderNote[]> => {
    const request: Request = { method: "GET", path: path(orderId), signal };
    const answer = await client.request(request);
    // Who holds an order's numbers stands in its notes: an answer that tells of none must not set them free.
    const form = { what: "list of notes", root: "Notes", entries: at("Note"), id: ["Id", "Description"] };
    const found = listEntries(request, answer, form).map((note) => ({
      noteId: text(note, "Id"),
      userId: text(note, "UserId"),
      description: text(note, "Description") ?? "",
      modified: text(note, "LastDateModifier"),
    }));
    // Which comes first is written nowhere; of the same time, as the API lists them.
    return found.sort((one, other) => (one.modified ?? "").localeCompare(other.modified ?? ""));
  };

  /** Adds a note, once: an answer that was lost is looked up before the note is sent again. Gives the note's id. */
  const add = async (orderId: string, description: string, userId?: string): Promise<string | undefined> => {
    const content = { ...(userId === undefined ? {} : { UserId: userId }), Description: description };
    const request = { method: "POST", path: path(orderId), body: { root: "Note", content } } as const;
    let cause: unknown;
    for (let post = 0; post < mostPosts; post++) {
      try {
        return (await client.request(request)).id;
      } catch (error) {
        if (!mayHaveActed(error)) throw error;
        cause = error;
      }
      // A note that left its fate open may show a little later.
      for await (const _ of looks(client.clock, looksAfter.note)) {
        const found = (await notes(orderId)).findLast((note) => note.description === description);
        if (found) return found.noteId;
      }
    }
    throw cause;
  };

  /** Adds a note, with the first author that the API takes where none is given. */
  const addNote = async (orderId: string, description: string, userId?: string): Promise<string | undefined> => {
    if (description.length > longestNote) throw new RangeError(`A note may have ${longestNote} characters.`);
    const authors = userId === undefined ? await authorsOf(client, collection, orderId) : [userId];
    for (const author of authors) {
      try {
        return await add(orderId, description, author);
      } catch (error) {
        if (author === authors.at(-1) || !refusedWith(error, wrongAuthor)) throw error;
      }
    }
    return undefined;
  };

  return { notes, addNote };
};

/** The notes of every kind of orders that takes them. */
export const allOrderNotes = (client: Client) =>
  Object.fromEntries(notedOrders.map((collection) => [collection, orderNotes(client, collection)])) as Record<
    NotedOrders,
    ReturnType<typeof orderNotes>
  >;

/** The user of a note "must match the logged-in user". */
const wrongAuthor = "12501";

/** Where the name of its author stands in an order. */
const authorPlaces = [["CreatedByUser"], ["orderRequest", "CreatedByUser"], ["userId"]];

/**
 * Who may be the author of a note: it has to be the user who is logged in. With a user name and a password, that is known.
 * OAuth2 clients do not know theirs; the order's own user is right for an order of these credentials. For an order of
 * somebody else, the API may know by itself.
 */
async function authorsOf(client: Client, collection: NotedOrders, orderId: string): Promise<(string | undefined)[]> {
  const owner = client.userName ?? (await ownerOf(client, collection, orderId));
  return owner === undefined ? ["pulumi-bandwidth", undefined] : [owner, undefined];
}

async function ownerOf(client: Client, collection: NotedOrders, orderId: string): Promise<string | undefined> {
  try {
    const { body } = await client.request({ method: "GET", path: client.account(collection, orderId) });
    return firstText(body, authorPlaces);
  } catch (error) {
    if (error instanceof BandwidthError) return undefined;
    throw error;
  }
}
