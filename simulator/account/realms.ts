import type { XmlTree } from "../xml.js";
import type { AccountStore } from "./store.js";

/** A SIP realm: the place in which SIP credentials are valid. */
export interface Realm {
  id: string;
  /** The full name, as the SIP challenge names it. */
  fullName: string;
  /** The name that it was created with. */
  name: string;
  description?: string;
  isDefault: boolean;
  status: string;
  /** When its state changes, and to what. `GONE`: it is deleted then. */
  next?: { at: number; status: string };
  /** Data that the simulator doesn't understand. */
  others?: XmlTree;
}

/** The state in which a realm no longer exists. */
export const GONE = "GONE";

/** Every realm, in the state that it has by now. First those that the settings give the account. */
export function realmsOf(account: AccountStore): Realm[] {
  const now = account.now();
  for (const realm of account.realms.values()) {
    const { next } = realm;
    if (next === undefined || next.at > now) continue;
    realm.next = undefined;
    if (next.status === GONE) account.realms.delete(realm.id);
    else realm.status = next.status;
    account.changed();
  }
  return [...given(account), ...account.realms.values()];
}

function given({ settings }: AccountStore): Realm[] {
  return (settings.realms ?? []).map(({ name, isDefault = false }, index) => ({
    id: String(index + 1),
    fullName: name,
    name: name.split(".")[0] ?? name,
    isDefault,
    status: "ACTIVE",
  }));
}

/** Makes a realm change its state after this account's usual time. */
export function changeLater(account: AccountStore, realm: Realm, status: string): void {
  const { realmLatencyMs } = account.settings;
  realm.next = { at: account.now() + realmLatencyMs, status };
}
