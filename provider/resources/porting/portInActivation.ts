import { isTooEarly, type PortIn } from "../../bandwidth/porting/portIns.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { NOW, type PortInInputs } from "./portInFields.js";
import type { PortInLedger } from "./portInState.js";

/** Why a time of activation must not be sent, if so. To the API, a past time means at once. */
export function pastActivation({ api }: Call<Bandwidth>, { activateAt }: Partial<PortInInputs>): string | undefined {
  if (activateAt === undefined || activateAt === NOW || Date.parse(activateAt) > api.client.clock.now())
    return undefined;
  return (
    `is past (${activateAt}). To the API, that means to activate all numbers at once, which cannot be undone: ` +
    `give a later time, or "${NOW}" if you mean at once`
  );
}

/** Whether a declared time hasn't been sent yet. */
export function isActivationDue(
  status: string | undefined,
  { activateAt }: Partial<PortInInputs>,
  ledger: PortInLedger | undefined,
): boolean {
  return status === "FOC" && activateAt !== undefined && ledger?.activation?.wish !== activateAt;
}

/** Says that a time which the program removes has been sent, and stays. */
export function tellWhatStays({ warn }: Call<Bandwidth>, { activation }: PortInLedger): void {
  if (activation === undefined) return;
  const when = activation.taken === undefined ? "" : `: the numbers go live at ${activation.taken}`;
  warn(
    `activateAt: the time that was set stays, because the API cannot remove it${when}. To change it, declare another time.`,
  );
}

/** When the numbers go live, as the API has it now. Undefined if that isn't settled, or over. */
export async function activationOf({ api, signal }: Call<Bandwidth>, portIn: PortIn): Promise<string | undefined> {
  const waits = portIn.triggered && portIn.status === "FOC";
  return waits ? api.portIns.activation(portIn.orderId, signal) : undefined;
}

/** Sends the time of activation when its day has been confirmed, and records what the API made of it. */
export async function activate(
  call: Call<Bandwidth> & { inputs: PortInInputs },
  { orderId, status }: PortIn,
  ledger: PortInLedger,
): Promise<boolean> {
  const { api, inputs } = call;
  const { activateAt } = inputs;
  if (activateAt === undefined || status === "COMPLETE") return false;
  if (status !== "FOC") {
    call.info("activateAt is set after the losing carrier has confirmed the date: run `pulumi up --refresh` then");
    return false;
  }
  if (!isActivationDue(status, inputs, ledger)) return false;
  const refusal = pastActivation(call, inputs);
  if (refusal !== undefined) throw new Error(`activateAt ${refusal}. Nothing was activated.`);
  const time = activateAt === NOW ? new Date(api.client.clock.now()).toISOString() : activateAt;
  try {
    const taken = await api.portIns.activate(orderId, time, call.signal);
    ledger.activation = { wish: activateAt, taken };
    if (activateAt !== NOW && taken !== undefined && taken !== activateAt) {
      call.warn(`activateAt: the numbers go live at ${taken}, not at ${activateAt}: that is as late as the API allows`);
    }
    return true;
  } catch (error) {
    if (!isTooEarly(error)) throw error;
    call.warn(`activateAt cannot be set yet, run \`pulumi up\` again later: ${(error as Error).message}`);
    return false;
  }
}
