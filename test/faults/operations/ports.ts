import { createHash } from "node:crypto";
import { Asset, type Values } from "../../../provider/pulumi/values/values.js";
import type { Simulator } from "../../../simulator/index.js";
import { lsrOrderOf } from "../../resources/lsrOrderSupport.js";
import { portInOf } from "../../resources/portInSupport.js";
import type { Program, Stack } from "../stack.js";
import { declare, forcing, idOf, importing, type Operation, refresh, up } from "./operation.js";
import { place } from "./program.js";

export const declarePortIn = declare("PortIn");
const declareDocument = declare("PortInDocument");
export const declareLsrOrder = declare("LsrOrder");

/** A port-in, which waits for documents. */
export const ported = (more: Values = {}) => declarePortIn("ported", ({ raleigh }) => portInOf(raleigh?.siteId, more));
const asked: Program = [...place, ported()];
const signed: Program = [...place, ported({ loaAuthorizingPerson: "Jane Smith" })];

/** What Bandwidth and the losing carrier do. */
const goesOn =
  (...statuses: string[]) =>
  ({ account }: Simulator, stack: Stack) => {
    for (const status of statuses) account.advancePortIn(idOf(stack, "ported"), status);
  };

/** The losing carrier goes on by itself, and asks for no documents. */
const byItself = ({ settings }: Simulator) =>
  void Object.assign(settings, { portInStepMs: 3_000, portInNeedsDocuments: false });

const triggered = (more: Values = {}): Program => [...place, ported({ triggered: true, ...more })];
/** The losing carrier confirms a day before it. */
const activateAt = "2026-11-11T15:00:00.000Z";

export const declareLetter = (text: string, more: Values = {}) =>
  declareDocument("letter", ({ ported }) => ({
    orderId: ported?.orderId,
    content: new Asset(createHash("sha256").update(text).digest("hex"), { text }),
    contentType: "text/plain",
    documentType: "LOA",
    documentName: "Letter",
    ...more,
  }));
const withLetter: Program = [...asked, declareLetter("I agree")];

const lsrOrder = (more: Values = {}) => declareLsrOrder("leaving", lsrOrderOf(more));
const leaves =
  (...statuses: string[]) =>
  ({ account }: Simulator, stack: Stack) => {
    for (const status of statuses) account.advanceLsrOrder(idOf(stack, "leaving"), status);
  };

/** Numbers that come from another carrier, and such as leave for one. */
export const portOperations: readonly Operation[] = [
  up("PortIn", "create", place, asked),
  up("PortIn", "update", asked, signed, { somebody: goesOn("SUBMITTED") }),
  up("PortIn", "update before documents", asked, signed),
  up("PortIn", "mend", asked, signed, { somebody: goesOn("SUBMITTED", "EXCEPTION") }),
  up("PortIn", "submit a draft", asked, signed, { somebody: goesOn("DRAFT") }),
  up("PortIn", "replace", asked, [...place, ported({ telephoneNumbers: ["+13035550111", "+13035550113"] })]),
  forcing("PortIn", ["ported"], asked),
  forcing("PortIn", ["ported"], [...place, ported({ releaseOnDelete: true })], {
    name: "replace by force when complete",
    somebody: goesOn("SUBMITTED", "FOC", "COMPLETE"),
  }),
  up("PortIn", "activate", triggered(), triggered({ activateAt }), {
    command: "up --refresh",
    somebody: goesOn("SUBMITTED", "FOC"),
  }),
  up("PortIn", "cancel", asked, place, { somebody: goesOn("SUBMITTED") }),
  up("PortIn", "cancel before documents", asked, place),
  up("PortIn", "delete and release", [...place, ported({ releaseOnDelete: true })], place, {
    command: "up --refresh",
    somebody: goesOn("SUBMITTED", "FOC", "COMPLETE"),
  }),
  up("PortIn", "create, and wait for the date", place, [...place, ported({ waitFor: "foc" })], { somebody: byItself }),
  up("PortIn", "create, and wait for the numbers", place, [...place, ported({ waitFor: "complete" })], {
    somebody: byItself,
  }),
  up("PortIn", "update, and wait for the numbers", asked, [...place, ported({ waitFor: "complete" })], {
    somebody: (simulator, stack) => {
      goesOn("SUBMITTED")(simulator, stack);
      byItself(simulator);
      goesOn("FOC")(simulator, stack);
    },
  }),
  refresh("PortIn", asked),
  refresh("PortIn", asked, { name: "refresh when complete", somebody: goesOn("SUBMITTED", "FOC", "COMPLETE") }),
  up("PortIn", "up --refresh after a cancel elsewhere", asked, asked, {
    command: "up --refresh",
    somebody: goesOn("CANCELLED"),
  }),
  importing("PortIn", "import", "ported", (stack) => idOf(stack, "ported"), asked),
  up("PortIn", "create, universal", place, asked, { dialect: "universal" }),

  up("PortInDocument", "create", asked, withLetter),
  up("PortInDocument", "create without words", asked, [
    ...asked,
    declareLetter("I agree", { documentName: undefined }),
  ]),
  up("PortInDocument", "update content", withLetter, [...asked, declareLetter("I agree, signed")]),
  up("PortInDocument", "update name", withLetter, [
    ...asked,
    declareLetter("I agree", { documentName: "Signed letter" }),
  ]),
  up("PortInDocument", "update both", withLetter, [
    ...asked,
    declareLetter("Signed", { documentName: "Signed letter" }),
  ]),
  forcing("PortInDocument", ["letter"], withLetter),
  up("PortInDocument", "delete", withLetter, asked),
  refresh("PortInDocument", withLetter),
  refresh("PortInDocument", withLetter, {
    name: "refresh after drift",
    somebody: ({ account }, stack) => {
      const [file] = account.portIns.get(idOf(stack, "ported"))?.files ?? [];
      if (file) file.content = Buffer.from("I do not agree").toString("base64");
    },
  }),
  importing("PortInDocument", "import", "letter", (stack) => idOf(stack, "letter"), withLetter),

  up("LsrOrder", "create", [], [lsrOrder()]),
  up("LsrOrder", "create with an id of one's own", [], [lsrOrder({ customerOrderId: "port 7" })]),
  up("LsrOrder", "update", [lsrOrder()], [lsrOrder({ authorizingPerson: "Jane Hopkins" })]),
  up("LsrOrder", "mend", [lsrOrder()], [lsrOrder({ authorizingPerson: "Jane Hopkins" })], {
    somebody: leaves("SUBMITTED", "EXCEPTION"),
  }),
  up("LsrOrder", "replace", [lsrOrder()], [lsrOrder({ pon: "ACME-2" })]),
  forcing("LsrOrder", ["leaving"], [lsrOrder()]),
  up("LsrOrder", "cancel", [lsrOrder()], [], { somebody: leaves("SUBMITTED") }),
  refresh("LsrOrder", [lsrOrder()]),
  refresh("LsrOrder", [lsrOrder()], { name: "refresh when complete", somebody: leaves("SUBMITTED", "COMPLETE") }),
  importing("LsrOrder", "import", "leaving", (stack) => idOf(stack, "leaving"), [lsrOrder()]),
];
