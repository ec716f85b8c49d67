import { isShortFor } from "../../bandwidth/account/realmNames.js";
import { followCreation, realmState } from "../../bandwidth/account/realmStates.js";
import { isRealmTaken, type Realm, type RealmRecord } from "../../bandwidth/account/realms.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { PartialFailure } from "../../pulumi/definition/errors.js";
import type { Bandwidth } from "../define.js";
import { createOnce, wholeDocument } from "../ordering/createOnce.js";
import { messageOf } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { heldTwice, markAnew, notOurs, tellTaken } from "../ordering/ownership.js";
import { isMark, type Marked, markOf, withMark } from "../ordering/ownMark.js";
import { removeRealm, untilGone } from "./sipRealmDelete.js";

type Create = Call<Bandwidth> & { inputs: Realm };

/** How to wait in this call, for one thing after the other. */
type Waiting = ReturnType<typeof following>;

type Outputs = Pick<RealmRecord, "realmId" | "realm" | "status">;

interface Made {
  id: string;
  outputs: Outputs;
}

const outputsOf = ({ realmId, realm, status }: RealmRecord): Outputs => ({ realmId, realm, status });

/**
 * Creates a realm and waits until it can be used, or continues with the one that an earlier run of this state created. As soon
 * as it has an id, whatever fails leaves it in the state. Until it can be used, its description is the mark of this state: so a
 * run that is killed while it waits is found, whatever the program describes.
 */
export async function createRealm(call: Create): Promise<Made> {
  const waiting = following(call, "SipRealm", "realm");
  const { name, isDefault } = call.inputs;
  const marked = withMark(call, { name, isDefault } as Realm, ["description"]);
  const first = marked.isPlaced ? marked.document : call.inputs;
  const there = await namesake(call);
  if (there && (await stays(call, there, marked, waiting))) return adoptOwn(call, there, marked, waiting);
  // Names are unique. What was not there before, and says what was asked for, is what this request has made.
  const isMade = (found: RealmRecord) => (found.description ?? "") === (first.description ?? "");
  const find = async () => {
    const found = await namesake(call);
    return found && isMade(found) ? found.realmId : undefined;
  };
  try {
    const realmId = await createOnce(call.api.client, call.signal, () => call.api.realms.create(first), find);
    return await finished(call, realmId, marked, waiting, false);
  } catch (error) {
    const found = isRealmTaken(error) ? await namesake(call) : undefined;
    if (!found) throw error;
    return adoptOwn(call, found, marked, waiting);
  }
}

/** The realm of the account with this name. The list alone may not show whose it is. */
async function namesake({ api, inputs, signal }: Create): Promise<RealmRecord | undefined> {
  const listed = (await api.realms.list(signal)).find(({ realm }) => isShortFor(inputs.name, realm));
  return listed && api.realms.get(listed.realmId, signal);
}

/** Whether a realm of this name is in the way. One that is being deleted goes, and so does what this state failed to create. */
async function stays(call: Create, found: RealmRecord, marked: Marked<Realm>, waiting: Waiting): Promise<boolean> {
  const { realmId, status } = found;
  const state = realmState(status);
  if (state === "deleting") {
    call.info(`realm ${realmId} ("${found.realm}") is being deleted; the new realm of this name is created after that`);
    await untilGone(call, realmId, waiting);
    return false;
  }
  if (state !== "createFailed" || !marked.isOn(found) || call.isHeldByOther(realmId)) return true;
  await removeRealm(call, realmId, waiting);
  return false;
}

async function adoptOwn(call: Create, found: RealmRecord, marked: Marked<Realm>, waiting: Waiting): Promise<Made> {
  const { realmId, realm } = found;
  const what = `SIP realm ${realmId} ("${realm}")`;
  if (call.isHeldByOther(realmId)) throw heldTwice(what);
  if (!marked.isOn(found) && !call.wasMine(realmId)) {
    const exists = `the account already has a realm named "${call.inputs.name}": ${realmId} ("${realm}")`;
    const instead = "To create another realm, choose another name.";
    throw notOurs(call, { type: "SipRealm", id: realmId, exists, instead });
  }
  const made = await finished(call, realmId, marked, waiting, true);
  tellTaken(call, what, realmId);
  return made;
}

/** Waits until the realm can be used, and makes it what the program declares. An older program may have created it. */
async function finished(
  call: Create,
  realmId: string,
  marked: Marked<Realm>,
  waiting: Waiting,
  existed: boolean,
): Promise<Made> {
  const made = await untilActive(call, realmId, waiting, existed);
  const { description = marked.document.description, ...own } = call.inputs;
  const wanted = ({ isDefault }: RealmRecord) => ({ isDefault, ...own, description });
  try {
    if (existed || description !== marked.document.description)
      await call.api.realms.change(realmId, wanted, call.signal);
  } catch (error) {
    const words = `realm ${realmId} exists, but is not as declared; the next \`pulumi up\` continues. ${messageOf(error)}`;
    throw new PartialFailure(words, made, { cause: error });
  }
  return made;
}

/** Waits until the realm can be used. One that Bandwidth could not create is deleted again. */
async function untilActive(call: Create, realmId: string, waiting: Waiting, existed: boolean): Promise<Made> {
  const { api } = call;
  let last: RealmRecord | undefined;
  const look = async (signal?: AbortSignal) => {
    const seen = await api.realms.get(realmId, signal);
    last = seen ?? last;
    return seen;
  };
  const kept = () => (last ? outputsOf(last) : { realmId });
  try {
    const found = await followCreation(api.client, realmId, look, waiting, existed);
    if (realmState(found.status) === "active") return { id: realmId, outputs: outputsOf(found) };
    if (realmState(found.status) !== "createFailed") throw new Error(inTheWay(found));
    await removeRealm(call, realmId, waiting);
  } catch (error) {
    throw new PartialFailure(messageOf(error), { id: realmId, outputs: kept() }, { cause: error });
  }
  throw new Error(
    `Bandwidth could not create realm ${realmId} ("${call.inputs.name}", CREATE_FAILED), and gives no reason. What was left of ` +
      "it was deleted. Run `pulumi up` again; if it fails again, ask Bandwidth's support",
  );
}

const inTheWay = ({ realmId, status }: RealmRecord) =>
  `realm ${realmId} is ${status}: somebody else is deleting it, or has tried to. It is not ready, and nothing more was done. ` +
  "Look it up in the dashboard, then run `pulumi up --refresh`";

type Update = Call<Bandwidth> & { id: string; state: Partial<Realm>; inputs: Realm };

/** Changes description and default. What an earlier run did not wait for is waited for first. */
export async function updateRealm(call: Update): Promise<Outputs> {
  const { api, id: realmId, state, inputs, signal } = call;
  const there = await api.realms.get(realmId, signal);
  if (!there) throw goneMeanwhile(realmId);
  let last = there;
  const look = async () => {
    const seen = await api.realms.get(realmId, signal);
    last = seen ?? last;
    return seen;
  };
  try {
    const waiting = following(call, "SipRealm", "realm");
    const found = await followCreation(api.client, realmId, look, waiting, true);
    if (realmState(found.status) === "createFailed") throw new Error(failedLater(realmId));
  } catch (error) {
    throw new PartialFailure(messageOf(error), { outputs: { ...state, ...outputsOf(last) } }, { cause: error });
  }
  // A realm stays the default until another one becomes it.
  const before = { ...state, isDefault: undefined };
  const wanted = (current: RealmRecord) => {
    const { description, isDefault } = current;
    return wholeDocument<Omit<Realm, "name"> & { name?: string }>({ description, isDefault }, before, inputs);
  };
  const changed = await api.realms.change(realmId, wanted, signal);
  if (!changed) throw goneMeanwhile(realmId);
  return outputsOf(changed);
}

const goneMeanwhile = (realmId: string) =>
  new Error(`realm ${realmId} no longer exists; run \`pulumi refresh\`, then \`pulumi up\``);

const failedLater = (realmId: string) =>
  `Bandwidth could not create realm ${realmId} (CREATE_FAILED), and gives no reason. The next \`pulumi up\` deletes it and creates ` +
  "it again";

/** When a stack adopts a realm, it removes the mark of the state that created the realm. */
export async function markAdoptedRealm(call: Call<Bandwidth> & { state: { realmId?: string } }): Promise<void> {
  const { api, signal } = call;
  const { realmId } = call.state;
  const found = realmId === undefined ? undefined : await api.realms.get(realmId, signal);
  if (realmId === undefined || !found || !isMark(found.description) || found.description === markOf(call)) return;
  await markAnew(call, `SIP realm ${realmId}`, () =>
    api.realms.change(realmId, (current) => ({ ...isDefaultOf(current), description: markOf(call) }), signal),
  );
}

const isDefaultOf = ({ isDefault }: RealmRecord) => ({ isDefault });
