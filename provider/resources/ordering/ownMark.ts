import { createHash } from "node:crypto";
import { type HomePlace, homeIn, homesOf } from "./orderLedger.js";

type Owner = HomePlace;

/** A mark starts like this, so that a person who sees one in the dashboard knows who wrote it. */
const PREFIX = "pulumi-bandwidth ";
const mark = /^pulumi-bandwidth [0-9a-f]{24}$/;

/** Ten digits that fit into 32 bits, because the API may keep the id as a number. */
const LEAST_NUMBER = 1_000_000_000;
const NUMBERS = 1_147_483_647;

/** What carries a mark. */
interface Markable {
  description?: string;
  customerProvidedId?: string;
}

/** What to send, and how to recognize it. */
export interface Marked<Document> {
  document: Document;
  /** False if the program fills every place that a mark could have. Then nothing proves who created it. */
  isPlaced: boolean;
  isOn(found: Markable): boolean;
}

/**
 * Marks what is about to be created, before the first request. The mark is a hash of the state's key and the resource's URN. So
 * a run that was killed finds what it created, and no other state takes it for its own. The mark is where the program declares
 * nothing: in the description, or else in the customer's id (`places`, in this order).
 */
export function withMark<Document extends Markable>(
  owner: Owner,
  document: Document,
  places: readonly (keyof Markable)[],
): Marked<Document> {
  const place = owner.stateKey === "" ? undefined : places.find((name) => document[name] === undefined);
  const all = homesOf(owner).map(marksOf);
  const [marks = marksOf(owner)] = all;
  const isOn = (found: Markable) =>
    owner.stateKey !== "" && all.some((marks) => places.some((name) => found[name] === marks[name]));
  if (place === undefined) return { document, isPlaced: false, isOn };
  return { document: { ...document, [place]: marks[place] }, isPlaced: true, isOn };
}

/** What a program could have written: without the mark of any state, and without the number that is this state's mark. */
export function withoutMark<Document extends Markable>(owner: Owner, document: Document): Document {
  const isOurNumber =
    owner.stateKey !== "" && homesOf(owner).some((home) => document.customerProvidedId === numberOf(home));
  return {
    ...document,
    ...(isMark(document.description) && { description: undefined }),
    ...(isOurNumber && { customerProvidedId: undefined }),
  };
}

/** Whether a description is the mark of some state. */
export const isMark = (description: string | undefined): boolean => description !== undefined && mark.test(description);

/** The warning for a description that a program copied from the dashboard. */
export const markIsReserved = "is a mark of this package, as the dashboard shows it: remove the description";

function hash(owner: Owner): Buffer {
  const { stateKey, urn } = homeIn(owner);
  return createHash("sha256").update(`mark\n${stateKey}\n${urn}`).digest();
}

export const markOf = (owner: Owner): string => `${PREFIX}${hash(owner).toString("hex").slice(0, 24)}`;

const marksOf = (owner: Owner) => ({ description: markOf(owner), customerProvidedId: numberOf(owner) });

const numberOf = (owner: Owner) => String(LEAST_NUMBER + (hash(owner).readUInt32BE(28) % NUMBERS));
