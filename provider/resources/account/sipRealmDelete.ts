import { followCreation, followDelete, realmState } from "../../bandwidth/account/realmStates.js";
import { compositeName } from "../../bandwidth/account/sipCredentials.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { namesOf } from "../ordering/failures.js";
import { following } from "../ordering/following.js";

type Waiting = ReturnType<typeof following>;

/** Deletes a realm, and waits until it is gone. */
export function deleteRealm(call: Call<Bandwidth> & { id: string }): Promise<void> {
  return removeRealm(call, call.id, following(call, "SipRealm", "realm"));
}

/** The same, for a realm with this id. */
export async function removeRealm(call: Call<Bandwidth>, realmId: string, waiting: Waiting): Promise<void> {
  const { api, signal } = call;
  const look = (during?: AbortSignal) => api.realms.get(realmId, during);
  for (let attempt = 1; ; attempt++) {
    try {
      await api.realms.remove(realmId, signal);
      break;
    } catch (error) {
      if (!(error instanceof BandwidthError) || error.fate !== "refused") throw error;
      const there = await look(signal);
      const state = there && realmState(there.status);
      // An earlier run has asked for it already.
      if (state === undefined || state === "deleting") break;
      // One that is still being created can be deleted afterwards.
      if (state !== "creating" || attempt > 1) throw await explained(call, realmId, error);
      await followCreation(api.client, realmId, look, waiting, true);
    }
  }
  await untilGone(call, realmId, waiting);
}

/** Waits until a realm that is being deleted is gone. */
export async function untilGone({ api }: Call<Bandwidth>, realmId: string, waiting: Waiting): Promise<void> {
  const look = (signal?: AbortSignal) => api.realms.get(realmId, signal);
  if ((await followDelete(api.client, realmId, look, waiting)) === "gone") return;
  throw new Error(
    `Bandwidth could not delete realm ${realmId} (DELETE_FAILED), and gives no reason. It is still there. Run the command again; if ` +
      "it fails again, ask Bandwidth's support",
  );
}

/** What a refusal means, and which credentials are in the way. */
async function explained(
  { api, signal }: Call<Bandwidth>,
  realmId: string,
  error: BandwidthError,
): Promise<BandwidthError | Error> {
  if (error.has("33006")) {
    return new Error(
      `realm ${realmId} is the default realm of the account, and Bandwidth does not delete that. It was not deleted. Make another ` +
        "realm the default first: set `isDefault: true` there and run `pulumi up`. Or keep this one with the resource option " +
        `retainOnDelete.\n${error.message}`,
      { cause: error },
    );
  }
  if (!error.has("12666")) return error;
  const names: string[] = [];
  try {
    for await (const one of api.sipCredentials.ofRealm(realmId).list(signal)) names.push(compositeName(one));
  } catch {
    // The refusal itself says enough.
  }
  const who = names.length > 0 ? `: ${namesOf(names)}` : ", and Bandwidth does not show them";
  return new Error(
    `realm ${realmId} still has SIP credentials${who}. It was not deleted. Delete them first, or keep the realm with the resource ` +
      `option retainOnDelete.\n${error.message}`,
    { cause: error },
  );
}
