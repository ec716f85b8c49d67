import type { Note } from "../account/types.js";
import {
  type Call,
  emptyReply,
  parameter,
  type Reply,
  requestBody,
  simulatorRefusal,
  statusRefusal,
  xmlReply,
} from "../call.js";
import { group, shapeProblems } from "../shape.js";
import { textOf } from "../xml.js";
import { isoTime } from "./created.js";

const root = "NoteResponse";
const noteShape = group({ UserId: "text", Description: "text" });

/** Adds a note. 201 without a body, with the note's address in Location. */
export function addNote(call: Call, order: { notes: Note[] }): Reply {
  const element = requestBody(call, "Note", root);
  const [problem] = shapeProblems(element, noteShape);
  if (problem) throw simulatorRefusal(root, problem);
  const userId = textOf(element, "UserId");
  const { noteUser } = call.settings;
  if (userId === undefined ? noteUser === undefined : noteUser !== undefined && userId !== noteUser) {
    const words = userId === undefined ? "Username is required" : "The username must be the one that is logged in";
    throw statusRefusal(400, root, "12501", words);
  }
  const description = textOf(element, "Description");
  if (description === undefined) throw statusRefusal(400, root, "1003", "Description is required");
  const note: Note = {
    id: call.account.nextNumber(),
    userId: userId ?? noteUser ?? "",
    description,
    at: call.account.now(),
  };
  order.notes.push(note);
  // People at Bandwidth read these.
  if (/\/(portins|lsrorders)\//.test(call.path)) call.account.tickets.push(description);
  const noted = call.account.orders.get(parameter(call, "order"));
  if (noted) call.account.onOrder(noted, description);
  call.account.changed();
  return emptyReply(201, { Location: `${call.settings.linkBase}${call.path}/${note.id}` });
}

/** All notes. 204 when there are none. */
export function listNotes(order: { notes: Note[] }): Reply {
  if (order.notes.length === 0) return emptyReply(204);
  const notes = order.notes.map((note) => ({
    Id: note.id,
    UserId: note.userId,
    Description: note.description,
    LastDateModifier: isoTime(note.at),
  }));
  return xmlReply(200, "Notes", { Note: notes });
}
