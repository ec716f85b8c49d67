import { declare, forcingRefreshed, idOf, importing, type Operation, refresh, up } from "./operation.js";

export const declareApplication = declare("Application");

const url = "https://voice.example.com/calls";
/** What answers calls. The password is in no answer. */
export const application = (name: string, password = "correct horse") =>
  declareApplication("calls", {
    ...{ name, serviceType: "Voice-V2", callInitiatedCallbackUrl: url },
    callbackCreds: { userId: "bandwidth", password },
  });
/** Without credentials, so that an import shows all of it. */
const openApplication = declareApplication("calls", {
  ...{ name: "Calls", serviceType: "Voice-V2", callInitiatedCallbackUrl: url },
});

/** What answers calls and gets messages, and the SIP peers that use it. */
export const serviceOperations: readonly Operation[] = [
  up("Application", "create", [], [application("Calls")]),
  up("Application", "update", [application("Calls")], [application("Switchboard", "barley and hops")]),
  forcingRefreshed("Application", ["calls"], [application("Calls")]),
  up("Application", "delete", [application("Calls")], []),
  refresh("Application", [application("Calls")]),
  importing("Application", "import", "calls", (stack) => idOf(stack, "calls"), [openApplication]),
];
