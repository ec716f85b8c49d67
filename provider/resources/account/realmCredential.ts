import {
  compositeName,
  isDuplicate,
  type ListedSipCredential,
  sameHashes,
} from "../../bandwidth/account/sipCredentials.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { Refused } from "../../pulumi/definition/errors.js";
import type { Bandwidth } from "../define.js";
import { createOnce } from "../ordering/createOnce.js";
import { heldTwice, notOurs, tellTaken } from "../ordering/ownership.js";
import { settingsFor, settled, type Told } from "./sipCredentialHashes.js";
import type { SipCredentialInputs } from "./sipCredentialInputs.js";

/*
 * Credentials of one realm, which the API knows by two ids. Their resource id is `realmId/credentialId`. The account's own
 * list shows the same credentials by their names, in which there is no slash.
 */

/** The parts of a resource id. Undefined for the id of a credential that is managed by its name. */
export function placeIn(id: string): { realmId: string; credentialId: string } | undefined {
  const [realmId, credentialId, ...more] = id.split("/");
  if (credentialId === undefined) return undefined;
  if (realmId && credentialId && more.length === 0) return { realmId, credentialId };
  throw new Error(`"${id}" is not the id of a SIP credential; expected: realmId/credentialId, as in 22/1041`);
}

/** What changes a credential: by its name, or in its realm. */
export function credentialsAt(api: Bandwidth, id: string) {
  const place = placeIn(id);
  return place
    ? { key: place.credentialId, credentials: api.sipCredentials.ofRealm(place.realmId) }
    : { key: id, credentials: api.sipCredentials };
}

/** The API accepts a fragment of a name only from three characters on. */
const shortestFragment = 3;

/** Creates a credential in its realm. Undefined realms and users that are there already are refused before anything is sent. */
export async function createInRealm(
  call: Call<Bandwidth> & { inputs: SipCredentialInputs },
  realmId: string,
): Promise<{ id: string; outputs: ReturnType<typeof settled> }> {
  const { api, inputs, signal } = call;
  const realm = await api.realms.get(realmId, signal);
  if (!realm) {
    const reason = `must be the id of a realm of account ${api.client.accountId}, and "${realmId}" is none. Nothing was created`;
    throw new Refused([{ property: "realmId", reason }]);
  }
  const credentials = api.sipCredentials.ofRealm(realmId);
  const known = realm.realm;
  const settings = settingsFor(inputs, known);
  const { userName, domain } = inputs;
  const name = compositeName(inputs);
  const what = `the SIP credential ${name} of realm ${realmId}`;
  const idOf = ({ credentialId }: Told): string => {
    if (credentialId !== undefined) return `${realmId}/${credentialId}`;
    throw new Error(`Bandwidth shows no id of ${what}. Whether it was changed is not known; run the command again`);
  };
  const there = async (whole = false): Promise<ListedSipCredential | undefined> => {
    const filters = whole || userName.length < shortestFragment ? {} : { usernamefragment: userName };
    for await (const one of credentials.list(signal, filters)) {
      if (compositeName(one).toLowerCase() === name.toLowerCase()) return one;
    }
    return undefined;
  };
  let told: Told = {};
  const settle = async (found: ListedSipCredential): Promise<string> => {
    const id = idOf(found);
    if (call.isHeldByOther(id)) throw heldTwice(what);
    if (!call.wasMine(id)) {
      const instead = "To create another credential, choose another userName, or another realm.";
      throw notOurs(call, { type: "SipCredential", id, exists: `${what} already exists`, instead });
    }
    told = await credentials.replace(found.credentialId ?? "", settings, signal);
    tellTaken(call, what, id);
    return id;
  };
  const post = async () => {
    told = await credentials.create({ userName, domain, ...settings, realm: undefined }, signal);
    if (told.credentialId === undefined) told = (await there()) ?? told;
    return idOf(told);
  };
  // It wasn't there before. So a credential with these hashes comes from a request whose answer was lost.
  const find = async () => {
    const listed = await there();
    const found = listed?.credentialId === undefined ? undefined : await credentials.get(listed.credentialId, signal);
    if (!found || !sameHashes(found, settings)) return undefined;
    told = found;
    return idOf(found);
  };
  const before = await there();
  const id = before
    ? await settle(before)
    : await createOnce(api.client, signal, post, find).catch(async (error) => {
        const twin = isDuplicate(error) ? await there(true) : undefined;
        if (!twin) throw error;
        return settle(twin);
      });
  return { id, outputs: settled(call, inputs, told, { id, known }) };
}
