import { isDeepStrictEqual } from "node:util";
import { type Application, type ApplicationChange, ofItsKind } from "../../bandwidth/account/applications.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { Refused } from "../../pulumi/definition/errors.js";
import { wholeDocument } from "../ordering/createOnce.js";
import { type ApplicationInputs, credentialNames, credentials, dependents } from "./applicationInputs.js";

/** What a PATCH says to take an address away. The API has such a word for this one only. */
const REMOVE = "remove";

/** A user name without its password cannot be sent (12977). */
export function refuseWithoutPasswords(inputs: ApplicationInputs): void {
  const failures = credentialNames
    .filter((name) => inputs[name] !== undefined && inputs[name]?.password === undefined)
    .map((name) => ({
      property: `${name}.password`,
      reason: "is required to create an application. Nothing was created",
    }));
  if (failures.length > 0) throw new Refused(failures);
}

/**
 * How to make an application what the program declares. A PUT writes all of it and clears what it leaves out, and Bandwidth
 * never shows a password. So where it has one that neither program nor state knows, only the part that changes is sent.
 * @throws Refused before anything is sent, if that is not enough.
 */
export function changeOf(
  current: Application,
  before: Partial<ApplicationInputs>,
  wanted: ApplicationInputs,
): ApplicationChange | undefined {
  const there = ofItsKind(current);
  const whole = wholeDocument<Application>(there, before, { ...wanted, serviceType: there.serviceType });
  for (const [property, needed] of Object.entries(dependents) as [keyof typeof dependents, keyof Application][]) {
    if (whole[needed] === undefined) whole[property] = undefined;
  }
  const { unknown, failures } = passwordsOf(whole, there, before, wanted);
  if (failures.length > 0) throw new Refused(failures);
  if (unknown.length === 0) return isDeepStrictEqual(whole, there) ? undefined : { whole };
  return partOf(whole, there, unknown);
}

type CredentialName = (typeof credentialNames)[number];

/** Puts the passwords that are known into the document, and says which ones are not. */
function passwordsOf(
  whole: Application,
  there: Application,
  before: Partial<ApplicationInputs>,
  wanted: ApplicationInputs,
): { unknown: CredentialName[]; failures: PropertyFailure[] } {
  const unknown: CredentialName[] = [];
  const failures: PropertyFailure[] = [];
  for (const name of credentialNames) {
    const declared = wanted[name];
    const [needed] = credentials[name];
    // Credentials for an address that is taken away go with it.
    if (whole[needed] === undefined) whole[name] = undefined;
    else if (declared === undefined) {
      if (whole[name] !== undefined) unknown.push(name);
    } else if (declared.password === undefined) {
      const known = before[name]?.userId === declared.userId ? before[name]?.password : undefined;
      if (known !== undefined) whole[name] = { ...declared, password: known };
      else if (there[name]?.userId === declared.userId) unknown.push(name);
      else {
        const reason =
          "is required: a user name changes only together with its password (error 12976). Nothing was sent";
        failures.push({ property: `${name}.password`, reason });
      }
    }
  }
  return { unknown, failures };
}

function partOf(whole: Application, there: Application, unknown: CredentialName[]): ApplicationChange | undefined {
  const part: Record<string, unknown> = {};
  const failures: PropertyFailure[] = [];
  const names = new Set([...Object.keys(whole), ...Object.keys(there)]) as Set<keyof Application>;
  for (const name of names) {
    if ((unknown as string[]).includes(name) || isDeepStrictEqual(whole[name], there[name])) continue;
    if (whole[name] !== undefined) part[name] = whole[name];
    else if (name === "callStatusCallbackUrl") part[name] = REMOVE;
    // Goes with its address.
    else if (name !== "callStatusMethod") {
      const reason =
        `cannot be removed: that needs a write of the whole application, and Bandwidth has a password for ${unknown.join(" and ")} ` +
        `that it never shows. Nothing was sent. Declare ${unknown.join(" and ")} with ${unknown.length === 1 ? "its password" : "their passwords"}`;
      failures.push({ property: name, reason });
    }
  }
  if (failures.length > 0) throw new Refused(failures);
  return Object.keys(part).length > 0 ? { part } : undefined;
}
