import { Asset, type Values } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import type { Made, Run } from "../frontEnds/support.js";
import { lsrOrderOf } from "../resources/lsrOrderSupport.js";
import { portInOf, workingDay } from "../resources/portInSupport.js";
import { errorOf, type Problem, place, start, warningsOf } from "./support.js";

const SOON = { BW_ORDER_TIMEOUT: "1s" };

interface Porting {
  run: Run;
  made: Made;
  wanted: (more?: Values) => Values;
}

/** A port-in that was submitted, and how a program declares it. */
async function porting(simulator: Simulator, more: Values = {}, environment: Record<string, string> = {}) {
  simulator.settings.portInNeedsDocuments = false;
  const run = await start(simulator, environment);
  const { siteId } = await place(run);
  const wanted = (other: Values = {}) => portInOf(siteId, { ...more, ...other });
  return { run, wanted, made: await run.create("PortIn", "numbers", wanted()) } satisfies Porting;
}

const bringOn = (simulator: Simulator, { id }: Made, ...statuses: string[]) => {
  for (const status of statuses) simulator.account.advancePortIn(id, status);
};

/** What the API says when it refuses to change or to cancel. */
function refuse(simulator: Simulator, method: string, code: string, words: string): void {
  const body =
    `<LnpOrderResponse><Errors><Code>${code}</Code><Description>${words}</Description></Errors>` +
    "<Status><Code>400</Code><Description>Bad Request</Description></Status></LnpOrderResponse>";
  simulator.faults.on(method, /\/portins\/[^/]+$/, { kind: "status", status: 400, body });
}

const shown = async ({ run, made }: Porting): Promise<Made> => (await run.read("PortIn", "numbers", made)) ?? made;

const portIns: Problem[] = [
  {
    title: "A port-in is refused",
    happen: async (simulator) => {
      const run = await start(simulator);
      const { siteId } = await place(run);
      const past = { triggered: true, activateAt: "2026-03-02T15:30:00Z" };
      const noBill = { billingTelephoneNumber: undefined, requestedFocDate: "2027-03-06T15:30:00Z" };
      return [
        ...(await errorOf(run.create("PortIn", "numbers", portInOf(siteId, noBill)))).split("\n"),
        await errorOf(run.create("PortIn", "numbers", portInOf("4711"))),
        await errorOf(run.create("PortIn", "numbers", portInOf(siteId, past))),
      ];
    },
  },
  {
    title: "A port-in waits for documents",
    happen: async (simulator) => {
      const run = await start(simulator);
      const { siteId } = await place(run);
      await run.create("PortIn", "numbers", portInOf(siteId));
      return warningsOf(run);
    },
  },
  {
    title: "The losing carrier rejects a port-in",
    happen: async (simulator) => {
      const found = await porting(simulator);
      const words = "Order is being rejected for PIN/Passcode.";
      simulator.account.advancePortIn(found.made.id, "EXCEPTION", { code: "7435", description: words });
      const now = await shown(found);
      return [...warningsOf(found.run), await errorOf(found.run.update("PortIn", "numbers", now, found.wanted()))];
    },
  },
  {
    title: "A port-in takes longer than an up",
    happen: async (simulator) => {
      const run = await start(simulator, SOON);
      simulator.settings.portInNeedsDocuments = false;
      const { siteId } = await place(run);
      return [await errorOf(run.create("PortIn", "numbers", portInOf(siteId, { waitFor: "foc" })))];
    },
  },
  {
    title: "A port-in cannot be changed any more",
    happen: async (simulator) => {
      const { run, made, wanted } = await porting(simulator);
      bringOn(simulator, made, "FOC");
      refuse(simulator, "PUT", "7301", "The order is too close to the FOC date to be modified or canceled");
      const late = await errorOf(run.update("PortIn", "numbers", made, wanted({ loaAuthorizingPerson: "Jane Smith" })));
      bringOn(simulator, made, "COMPLETE");
      const other = wanted({ siteId: "10009", protected: true });
      const over = await errorOf(run.update("PortIn", "numbers", made, other));
      return [late, ...over.split("\n")];
    },
  },
  {
    title: "Somebody else canceled a port-in",
    happen: async (simulator) => {
      const found = await porting(simulator);
      bringOn(simulator, found.made, "CANCELLED");
      const change = found.wanted({ loaAuthorizingPerson: "Jane Smith" });
      const told = await errorOf(found.run.update("PortIn", "numbers", found.made, change));
      await shown(found);
      return [told, ...warningsOf(found.run)];
    },
  },
  {
    title: "An activation is refused",
    happen: async (simulator) => {
      const { run, made, wanted } = await porting(simulator, { triggered: true, requestedFocDate: workingDay() });
      const past = await errorOf(run.update("PortIn", "numbers", made, wanted({ activateAt: "2026-03-02T15:30:00Z" })));
      bringOn(simulator, made, "FOC");
      const body =
        "<ActivationStatusResponse><ResponseStatus><ErrorCode>7342</ErrorCode><Description>On demand portin activation " +
        "not yet allowed.</Description></ResponseStatus></ActivationStatusResponse>";
      simulator.faults.on("PUT", /activationStatus$/, { kind: "status", status: 400, body });
      await run.update("PortIn", "numbers", made, wanted({ activateAt: "now" }));
      return [past, ...warningsOf(run)];
    },
  },
  {
    title: "A port-in cannot be canceled",
    happen: async (simulator) => {
      const { made } = await porting(simulator);
      const run = await start(simulator, SOON);
      refuse(simulator, "DELETE", "7432", "The losing carrier does not allow the order to be cancelled");
      const refused = await errorOf(run.remove("PortIn", "numbers", made));
      simulator.account.portIns.forEach((portIn) => {
        portIn.status = "REQUESTED_CANCEL";
      });
      const pending = await errorOf(run.remove("PortIn", "numbers", made));
      bringOn(simulator, made, "COMPLETE");
      return [refused, pending, await errorOf(run.remove("PortIn", "numbers", made))];
    },
  },
  {
    title: "A completed port-in is deleted",
    happen: async (simulator) => {
      const found = await porting(simulator);
      bringOn(simulator, found.made, "FOC", "COMPLETE");
      const next = await start(simulator);
      await next.remove("PortIn", "numbers", await shown(found));
      return warningsOf(next);
    },
  },
];

const documents: Problem[] = [
  {
    title: "A document of a port-in is refused",
    happen: async (simulator) => {
      const found = await porting(simulator);
      const of = (path: string, more: Values = {}) => ({
        ...{ orderId: found.made.id, content: new Asset("h", { path }), documentType: "LOA" },
        ...more,
      });
      const letter = { content: new Asset("h", { text: "I authorize" }), contentType: "text/plain" };
      const add = (inputs: Values) => errorOf(found.run.create("PortInDocument", "letter", inputs));
      const body =
        "<fileUploadResponse><resultCode>7638</resultCode><resultMessage>Only PDF and TIFF documents are allowed for " +
        "toll-free port-ins</resultMessage></fileUploadResponse>";
      simulator.faults.on("POST", /loas/, { kind: "status", status: 400, body });
      return [
        await add(of("./letter.docx")),
        await add(of("./missing.pdf")),
        await add(of("./empty.txt", { content: new Asset("h", { text: "" }), contentType: "text/plain" })),
        await add(of("", { ...letter, orderId: "4711" })),
        await add(of("", letter)),
      ];
    },
  },
];

const NO_SUPP =
  "<LsrOrderResponse><Errors><Code>17035</Code><Description>Supp is not allowed for this LSR.</Description></Errors>" +
  "</LsrOrderResponse>";
const WRONG_PIN = { code: "7513", description: "PIN Invalid" };

const lsrOrders: Problem[] = [
  {
    title: "An LSR order is refused",
    happen: async (simulator) => {
      const run = await start(simulator);
      const order = (more: Values) => errorOf(run.create("LsrOrder", "leaving", lsrOrderOf(more)));
      const day = await order({ requestedFocDate: "2026-03-02" });
      await (await start(simulator)).create("LsrOrder", "first", lsrOrderOf());
      return [day, await order({ authorizingPerson: "Jane" })];
    },
  },
  {
    title: "An LSR order has an error",
    happen: async (simulator) => {
      const run = await start(simulator);
      const made = await run.create("LsrOrder", "leaving", lsrOrderOf());
      simulator.account.advanceLsrOrder(made.id, "EXCEPTION", WRONG_PIN);
      const now = (await run.read("LsrOrder", "leaving", made)) ?? made;
      return [
        ...warningsOf(run),
        await errorOf(run.update("LsrOrder", "leaving", now, lsrOrderOf({ waitFor: "foc" }))),
      ];
    },
  },
  {
    title: "An LSR order takes longer than an up",
    happen: async (simulator) => {
      const run = await start(simulator, SOON);
      return [await errorOf(run.create("LsrOrder", "leaving", lsrOrderOf({ waitFor: "foc" })))];
    },
  },
  {
    title: "An LSR order cannot be changed any more",
    happen: async (simulator) => {
      const run = await start(simulator);
      const made = await run.create("LsrOrder", "leaving", lsrOrderOf());
      const other = lsrOrderOf({ authorizingPerson: "Jane Hopkins" });
      simulator.faults.on("PUT", /lsrorders\/[^/]+$/, { kind: "status", status: 400, body: NO_SUPP });
      const refused = await errorOf(run.update("LsrOrder", "leaving", made, other));
      simulator.account.advanceLsrOrder(made.id, "FAILED", {
        code: "17036",
        description: "LSR order completion failed, all numbers are not activated.",
      });
      return [refused, await errorOf(run.update("LsrOrder", "leaving", made, other))];
    },
  },
  {
    title: "An LSR order is canceled, or cannot be",
    happen: async (simulator) => {
      const made = await (await start(simulator)).create("LsrOrder", "leaving", lsrOrderOf());
      const run = await start(simulator);
      simulator.faults.on("PUT", /lsrorders\/[^/]+$/, { kind: "status", status: 400, body: NO_SUPP });
      const refused = await errorOf(run.remove("LsrOrder", "leaving", made));
      simulator.account.advanceLsrOrder(made.id, "CANCELLED");
      await run.read("LsrOrder", "leaving", made);
      simulator.account.advanceLsrOrder(made.id, "COMPLETE");
      await run.remove("LsrOrder", "leaving", made);
      return [refused, ...warningsOf(run)];
    },
  },
];

/** What can go wrong when numbers come or leave. */
export const portingProblems: Problem[] = [...portIns, ...documents, ...lsrOrders];
