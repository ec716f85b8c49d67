import { looks, looksAfter } from "../http/backOff.js";
import type { Client, Request } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { refusedWith, unexpected } from "../http/expected.js";
import { text } from "../xml/xml.js";
import { firstText } from "./kinds.js";
import { at, listEntries } from "./listEntries.js";
import { mayHaveActed } from "./submit.js";

/** The kinds of orders with notes. Each is the name of its collection. */
export const notedOrders = ["orders", "disconnects", "portins", "lsrorders"] as const;
export type NotedOrders = (typeof notedOrders)[number];

/** A note on an order. Notes can be added, but not removed. */
export interface OrderNote {
  noteId?: string;
  userId?: string;
  description: string;
  modified?: string;
}

/** The maximum length of a note. */
export const longestNote = 500;
const mostPosts = 3;

/** The notes of one kind of order. */
export const orderNotes = (client: Client, collection: NotedOrders = "orders") => {
  const path = (orderId: string) => client.account(collection, orderId, "notes");

  /** An order's notes, oldest first. A 204 means none. */
  const notes = async (orderId: string, signal?: AbortSignal): Promise<OrderNote[]> => {
    const request: Request = { method: "GET", path: path(orderId), signal };
    const answer = await client.request(request);
    // Notes say which resource owns an order's numbers. An answer without notes must not free the numbers.
    const form = { what: "list of notes", root: "Notes", entries: at("Note"), id: ["Id", "Description"] };
    const found = listEntries(request, answer, form).map((note) => ({
      noteId: text(note, "Id"),
      userId: text(note, "UserId"),
      description: text(note, "Description") ?? "",
      modified: text(note, "LastDateModifier"),
    }));
    // The API doesn't document the sequence. Notes with the same time keep the API's sequence.
    return found.sort((one, other) => (one.modified ?? "").localeCompare(other.modified ?? ""));
  };

  /**
   * Adds a note, once. If the answer is lost, or doesn't name the note, it looks for the note before it sends it again. Returns the
   * note's id. A note says who holds numbers: one that was not written is missed by whoever disconnects them.
   */
  const add = async (orderId: string, description: string, userId?: string): Promise<string | undefined> => {
    const content = { ...(userId === undefined ? {} : { UserId: userId }), Description: description };
    const request = { method: "POST", path: path(orderId), body: { root: "Note", content }, oneThing: true } as const;
    let cause: unknown;
    for (let post = 0; post < mostPosts; post++) {
      try {
        const answer = await client.request(request);
        if (answer.id !== undefined) return answer.id;
        cause = unexpected(request, answer, "the answer has no Location, so no id");
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

  /** Adds a note. Without a given author, it uses the first author that the API accepts. */
  const addNote = async (orderId: string, description: string, userId?: string): Promise<string | undefined> => {
    if (description.length > longestNote) throw new RangeError(`A note can have at most ${longestNote} characters.`);
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

/** The notes of every kind of order that has notes. */
export const allOrderNotes = (client: Client) =>
  Object.fromEntries(notedOrders.map((collection) => [collection, orderNotes(client, collection)])) as Record<
    NotedOrders,
    ReturnType<typeof orderNotes>
  >;

/** The user of a note "must match the logged-in user". */
const wrongAuthor = "12501";

/** Where an order names its author. */
const authorPlaces = [["CreatedByUser"], ["orderRequest", "CreatedByUser"], ["userId"]];

/**
 * Who can be a note's author: it must be the logged-in user. With a user name and a password, that user is known.
 * OAuth2 clients don't know theirs. For an order of these credentials, the order's own user is right. For another
 * user's order, the API may fill it in.
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
