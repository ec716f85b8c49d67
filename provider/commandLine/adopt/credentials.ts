import { compositeName } from "../../bandwidth/account/sipCredentials.js";
import type { Reading } from "./reading.js";

/**
 * The import ids of SIP credentials that no stack has. A credential of a realm that a program has, or that is adopted here, is
 * managed in it; every other one by its name.
 */
export async function* credentialIds(
  reading: Reading,
  managed: ReadonlyMap<string, ReadonlySet<string>>,
  adoptedRealms: readonly string[],
): AsyncGenerator<{ id: string; name: string }> {
  const realms = new Set([...adoptedRealms, ...(managed.get("SipRealm") ?? [])]);
  const { sipCredentials } = await reading.api;
  for await (const credential of sipCredentials.list(reading.signal)) {
    const { realmId = "", credentialId } = credential;
    const name = compositeName(credential);
    const inRealm = `${realmId}/${credentialId}`;
    // A stack may have it by either.
    if ([inRealm, name].some((id) => managed.get("SipCredential")?.has(id))) continue;
    yield { id: realms.has(realmId) && credentialId !== undefined ? inRealm : name, name };
  }
}
