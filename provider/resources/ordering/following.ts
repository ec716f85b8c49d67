import type { Following } from "../../bandwidth/buying/newNumberOrders.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";

/** Nobody needs to read about what is over in a moment. */
const QUIET_MS = 1_500;
const REPEAT_MS = 5_000;

/**
 * How to wait in one life-cycle call: until its time is out, whatever it has to wait for one after the other, telling
 * the user now and then what for.
 */
export function following(call: Call<Bandwidth>, what: string, noun = "order"): Following {
  const { clock } = call.api.client;
  const end = clock.now() + (call.timeoutMs ?? call.api.orderTimeoutMs);
  let last = { said: "", at: Number.NEGATIVE_INFINITY };
  return {
    signal: call.signal,
    get timeoutMs() {
      return Math.max(0, end - clock.now());
    },
    onStatus(orderId, status, elapsedMs) {
      const said = `${what}: ${noun} ${orderId} ${status}`;
      const due = said !== last.said || elapsedMs - last.at >= REPEAT_MS;
      if (elapsedMs < QUIET_MS || !due) return;
      last = { said, at: elapsedMs };
      call.status(`${said}, ${Math.round(elapsedMs / 1000)} s`);
    },
  };
}
