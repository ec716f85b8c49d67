import { isShortFor } from "../../bandwidth/account/realmNames.js";
import {
  compositeName,
  hashesOf,
  type ListedSipCredential,
  type SipCredentialSettings,
  type SipHashes,
} from "../../bandwidth/account/sipCredentials.js";
import type { Call, Findings } from "../../pulumi/definition/definition.js";
import { PartialFailure } from "../../pulumi/definition/errors.js";
import { edgeWarnings } from "../properties/fields.js";
import { applicationRenamed, type SipCredentialInputs } from "./sipCredentialInputs.js";

type Inputs = SipCredentialInputs;

/** Some answers give `user@domain` as the user alone. It's the same credential. */
export function splitLike(found: { userName: string; domain?: string }, state: Partial<Inputs> | undefined) {
  const { userName, domain } = state ?? {};
  const same = userName !== undefined && compositeName({ userName, domain }) === compositeName(found);
  return same ? { userName, domain } : found;
}

export type Told = Partial<ListedSipCredential>;

/** Both hashes of a declared password. `known`: the full name of the realm, where the program gives only its id. */
export function madeOf(
  { userName, domain, password, ...place }: Partial<Inputs>,
  known?: string,
): Required<SipHashes> | undefined {
  const realm = place.realm ?? (place.realmId === undefined ? undefined : known);
  if (userName === undefined || password === undefined || realm === undefined) return undefined;
  return hashesOf({ userName, domain }, { password, realm });
}

/** What to send. `known` as in `madeOf`. */
export function settingsFor(inputs: Inputs, known?: string): SipCredentialSettings {
  const { hash1, hash1b, realm } = inputs;
  const hashes = madeOf(inputs, known) ?? (hash1 === undefined ? undefined : { hash1, hash1b });
  if (!hashes) throw new Error("a SIP credential needs hash1, or password and realm");
  return { ...hashes, realm, httpVoiceV2AppId: inputs.applicationId ?? inputs.httpVoiceV2AppId };
}

/** What Bandwidth reports, in the program's spelling. What it doesn't report stays as declared. */
export function spelledLike(told: string | undefined, declared: string | undefined): string | undefined {
  if (told === undefined || declared === undefined) return told ?? declared;
  return told.toLowerCase() === declared.toLowerCase() ? declared : told;
}

/** The realm in the program's spelling, if that names the realm that Bandwidth reports. */
export const realmLike = (told: string | undefined, declared: string | undefined): string | undefined =>
  told !== undefined && declared !== undefined && isShortFor(declared, told) ? declared : spelledLike(told, declared);

/** The state after a write. Bandwidth may keep what it can't change, without an error. `id`: that of the resource. */
export function settled(
  call: Pick<Call<never>, "warn">,
  inputs: Inputs,
  told: Told,
  { id, known }: { id: string; known?: string },
) {
  const { hash1, hash1b, httpVoiceV2AppId: declared } = settingsFor(inputs, known);
  const { credentialId, realmId = inputs.realmId } = told;
  const name = compositeName(inputs);
  const realm = realmLike(told.realm ?? known, inputs.realm);
  const applicationId = spelledLike(told.httpVoiceV2AppId, declared);
  const outputs = {
    ...{ compositeName: name, hash1, hash1b, realm, realmId, credentialId },
    ...{ applicationId, httpVoiceV2AppId: applicationId },
  };
  const kept = (["realm", "applicationId", "httpVoiceV2AppId"] as const).filter(
    (property) => inputs[property] !== undefined && outputs[property] !== inputs[property],
  );
  if (kept.length > 0) {
    const differences = kept.map((property) => `${property} is "${outputs[property]}", not "${inputs[property]}"`);
    throw new PartialFailure(
      `Bandwidth wrote the credential ${name} with its hashes, but did not change everything: ${differences.join("; ")}. ` +
        "Run `pulumi up` with `--replace` and the URN of the credential: that deletes the credential and creates it again",
      { id, outputs },
    );
  }
  if (inputs.password === undefined) return outputs;
  if (told.realm !== undefined && spelledLike(told.realm, realm) !== realm) {
    call.warn(
      `the realm "${inputs.realm}" has the full name "${told.realm}". The hashes of ${name} are made from the short name, so ` +
        "no client can sign in with the password. Write the full name",
    );
  }
  const { userName } = told;
  if (
    userName !== undefined &&
    userName !== inputs.userName &&
    userName.toLowerCase() === inputs.userName.toLowerCase()
  ) {
    call.warn(
      `Bandwidth has the user "${userName}" where the program says "${inputs.userName}". The hashes are made from the program's ` +
        "spelling, so no client can sign in with the password. Write the name as Bandwidth has it",
    );
  }
  return outputs;
}

export function checkSecrets(values: Partial<Inputs>, given: (path: string) => boolean): Findings {
  const failures = [];
  const warnings = [];
  const byPassword = given("password");
  if (byPassword && (given("hash1") || given("hash1b"))) {
    failures.push({ property: "password", reason: "cannot be given with hash1 or hash1b: give one or the other" });
  } else if (given("password") && !given("realm") && !given("realmId")) {
    failures.push({ property: "realm", reason: "is required with password: the hashes are made from both" });
  } else if (!byPassword && !given("hash1")) {
    failures.push({ property: "hash1", reason: "is required, unless password and realm are given" });
  }
  if (given("realmId") && given("realm")) {
    failures.push({ property: "realm", reason: "cannot be given with realmId: the realm has its name already" });
  }
  if (given("applicationId") && given("httpVoiceV2AppId")) {
    failures.push({ property: "httpVoiceV2AppId", reason: "cannot be given with applicationId: they are the same" });
  }
  if (given("domain") && values.userName?.includes("@")) {
    failures.push({ property: "userName", reason: "must not contain an @ when there is a domain (error 23014)" });
  }
  if (given("realmId") && values.userName?.includes("@")) {
    const reason = "has an @; Bandwidth's own command line accepts none in the users of a realm";
    warnings.push({ property: "userName", reason });
  }
  if (given("httpVoiceV2AppId")) {
    warnings.push({ property: "httpVoiceV2AppId", reason: `is deprecated. ${applicationRenamed}` });
  }
  if (given("hash1") && !given("hash1b")) {
    warnings.push({ property: "hash1b", reason: "is missing; clients that sign in as user@realm need it" });
  }
  for (const name of ["password", "realm"] as const) warnings.push(...edgeWarnings(name, values[name]));
  for (const name of ["hash1", "hash1b"] as const) {
    const value = values[name];
    if (value !== undefined && !/^[0-9a-f]{32}$/i.test(value)) {
      warnings.push({ property: name, reason: "is not the 32 hexadecimal digits of an MD5 hash" });
    }
  }
  return { failures, warnings };
}
