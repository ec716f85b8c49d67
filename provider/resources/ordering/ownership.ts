import type { Call } from "../../pulumi/definition/definition.js";
import { messageOf } from "./failures.js";

/*
 * Whose is what is there already? Equal name and content prove nothing: two stacks of one program want the very same. Without
 * being asked, a create only takes what this state can prove to have made, or what it replaces in this run. The proofs:
 *
 * | resource       | equal ones can exist | proof after a lost answer       | proof after a killed run       | else            |
 * | -------------- | -------------------- | ------------------------------- | ------------------------------ | --------------- |
 * | Site           | yes                  | the mark                        | the mark                       | makes its own   |
 * | … (1)          | yes                  | new since the look before       | none                           | refuses         |
 * | SipPeer        | one name per site    | the mark                        | the mark                       | refuses         |
 * | … (1)          | one name per site    | new since the look before       | none                           | refuses         |
 * | SipRealm       | one per name         | the mark                        | the mark (3)                   | refuses         |
 * | Application    | yes                  | new since the look before       | none                           | refuses (2)     |
 * | Subscription   | one per target       | new since the look before       | none                           | refuses         |
 * | SipCredential  | one per name         | new since the look before       | none                           | refuses         |
 * | TnReservation  | one per number       | new since the look before       | none                           | refuses         |
 * | PortInDocument | yes                  | new since the look before       | its port-in is of this program | refuses         |
 * | OrderNote      | yes                  | same text: taken, since a note is never changed or deleted       |                 |
 * | ReportInstance | yes                  | still being made: taken, since a report is never changed or deleted |              |
 *
 * (1) where the program fills every place that a mark could have (`ownMark.ts`).
 * (2) where kind, name and address are the same. Nothing in an application can carry a mark: it has no description, and the
 *     rest decides where calls and messages go. With another address, it makes its own.
 * (3) until it can be used. Then the program's description takes the place of the mark, if there is one.
 *
 * "New since the look before" also needs the content that was asked for. `wasMine` (a refresh or a diff of this run has
 * shown it) is a proof for all of them. Orders have ids of their own, made of the state's key.
 */

/** What prevents a create. */
export interface InTheWay {
  /** The resource's type and import id, for the step that adopts it. */
  type: string;
  id: string;
  /** A sentence that says what exists. */
  exists: string;
  /** How this resource can have its own object anyway. A whole sentence. */
  instead: string;
}

/** Refuses a create before anything is sent. What is there may belong to another stack. */
export function notOurs({ urn }: Pick<Call<never>, "urn">, { type, id, exists, instead }: InTheWay): Error {
  const name = urn.split("::").at(-1) ?? "NAME";
  return new Error(
    `${exists}. This stack cannot tell that it made it, so nothing was created or changed. ${instead} ` +
      `If it is this resource that is being replaced, run \`pulumi up --refresh\`. If an interrupted run made it, or nobody ` +
      `else manages it, adopt it: \`adopt: "${id}"\` in a TypeScript program, ` +
      `\`pulumi import bandwidth:index:${type} ${name} ${id}\` with the plugin.`,
  );
}

/** Refuses what another resource of the same program has. */
export function heldTwice(what: string): Error {
  return new Error(`${what} is another resource of this program; nothing was created or changed. Declare it once.`);
}

/** Says that a create continues with what is there, and why it may. */
export function tellTaken({ info, wasMine }: Pick<Call<never>, "info" | "wasMine">, what: string, id: string): void {
  const why = wasMine(id) ? "it is what is being replaced" : "an earlier run of this stack made it";
  info(`${what} already exists; this resource adopts it: ${why}`);
}

/**
 * When a resource adopts an object, it removes the mark of the state that created it. The object is adopted either way, so a
 * failure only warns.
 */
export async function markAnew(
  { warn }: Pick<Call<never>, "warn">,
  what: string,
  write: () => Promise<unknown>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    warn(
      `${what} keeps the mark of the stack that made it, and that stack would adopt it again if it still declares it: ${messageOf(error)}`,
    );
  }
}
