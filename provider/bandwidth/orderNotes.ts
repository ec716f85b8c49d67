import type { Client } from "./client.js";
import { BandwidthError } from "./errors.js";
import { newNumberOrder as kind } from "./orderKinds.js";
import { mayHaveActed } from "./submit.js";
import { list, text } from "./xml.js";

/** A remark on an order. Notes can be added, never taken away. */
export interface OrderNote {
  userId?: string;
  description: string;
  modified?: string;
}

/** How long a note may be. */
const longestNote = 500;
/** A note that left its fate open may show a little later. */
const looksMs = [500, 2_000];
const mostPosts = 3;

/** The notes of orders for new numbers. */
export const orderNotes = (client: Client) => {
  /** The notes on an order, oldest first; none is a 204. */
  const notes = async (orderId: string): Promise<OrderNote[]> => {
    const { body } = await client.request({ method: "GET", path: client.account(kind.collection, orderId, "notes") });
    return list(body, "Note").map((note) => ({
      userId: text(note, "UserId"),
      description: text(note, "Description") ?? "",
      modified: text(note, "LastDateModifier"),
    }));
  };

  /** Adds a note, once: an answer that was lost is looked up before the note is sent again. */
  const addNote = async (orderId: string, description: string): Promise<void> => {
    if (description.length > longestNote) throw new RangeError(`A note may have ${longestNote} characters.`);
    const userId = await author(client, orderId);
    const request = {
      method: "POST",
      path: client.account(kind.collection, orderId, "notes"),
      body: { root: "Note", content: { UserId: userId, Description: description } },
    } as const;
    let cause: unknown;
    for (let post = 0; post < mostPosts; post++) {
      try {
        await client.request(request);
        return;
      } catch (error) {
        if (!mayHaveActed(error)) throw error;
        cause = error;
      }
      for (const pause of looksMs) {
        await client.clock.sleep(pause);
        if ((await notes(orderId)).some((note) => note.description === description)) return;
      }
    }
    throw cause;
  };

  return { notes, addNote };
};

/** A note wants the user who is logged in (12501). OAuth2 clients do not know theirs, but their orders do. */
async function author(client: Client, orderId: string): Promise<string> {
  const fallback = "pulumi-bandwidth";
  try {
    const { body } = await client.request({ method: "GET", path: client.account(kind.collection, orderId) });
    return text(body, "CreatedByUser") ?? fallback;
  } catch (error) {
    if (error instanceof BandwidthError) return fallback;
    throw error;
  }
}
