import { basename } from "node:path";
import { type NumberOptions, optionNames } from "../../bandwidth/features/optionGroups.js";
import { normalizeTelephoneNumber } from "../../bandwidth/values/telephoneNumber.js";
import { isObject } from "../../pulumi/values/values.js";
import { type StateResource, stateOf } from "../migrate/deployment.js";
import { holdersOfNumbers } from "../types.js";
import type { Holder } from "./model.js";

/** A resource of this provider in a stack. It has nothing of the state that could be a secret. */
export interface Declared extends Holder {
  /** Its id. A SIP peer's is `siteId/sipPeerId`. */
  id: string;
  /** What a site or a SIP peer is called at Bandwidth. */
  label?: string;
  siteId?: string;
  sipPeerId?: string;
  /** The numbers that it holds. */
  numbers: readonly string[];
  /** Options that it declares for numbers, those numbers, and options that the API has shown for them. */
  options: NumberOptions;
  optionNumbers: readonly string[];
  optionsShown: readonly string[];
  /** Whether it only waits to be deleted. */
  isLeaving: boolean;
  /** Whether its numbers are on the account when its last step is done. They may come later. */
  areExpected: boolean;
}

/** A stack, as a file has it. */
export interface Stack {
  name: string;
  file: string;
  declared: Declared[];
  /** What is left out of the comparison, and why. */
  notes: string[];
  /** Resources whose numbers the file does not show. Any number may be one of them. */
  hidden: string[];
}

/** Where resources declare options of their numbers. */
const OPTIONS_IN: Readonly<Record<string, (inputs: Record<string, unknown>) => unknown>> = {
  TnOptions: (inputs) => inputs,
  PhoneNumberOrder: ({ options }) => options,
};

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

/** A state in which no resource is. */
const UNNAMED = /\.gz$|\.json(\.gz)?$|\.checkpoint$/;

/**
 * Reads the state of a stack: what `pulumi stack export` writes, or the file of a stack in a backend of files. Undefined if it is
 * neither.
 */
export function readStack(
  file: string,
  text: string,
  { packageName, accountId }: { packageName: string; accountId: string },
): Stack | undefined {
  const resources = resourcesIn(text);
  if (!resources) return undefined;
  const [, stack, project] = /^urn:pulumi:(.*?)::(.*?)::/s.exec(resources[0]?.urn ?? "") ?? [];
  const name = stack === undefined ? basename(file).replace(UNNAMED, "") : `${project}/${stack}`;
  const elsewhere = providersOf(resources, packageName, accountId);
  const notes: string[] = [];
  const hidden: string[] = [];
  const declared: Declared[] = [];
  let others = 0;
  for (const resource of resources) {
    const type = typeOf(resource.type, packageName);
    if (type === undefined || resource.custom === false || resource.external === true) continue;
    if (resource.provider !== undefined && elsewhere.has(resource.provider)) {
      others += 1;
      continue;
    }
    const one = declaredOf(resource, type, name);
    declared.push(one);
    if (holdersOfNumbers.has(type) && hidesNumbers(resource)) hidden.push(`${type} ${one.name}`);
  }
  if (others > 0) notes.push(`${name}: ${counted(others, "resource")} of another account, left out`);
  return { name, file, declared, notes, hidden };
}

export const counted = (count: number, what: string): string =>
  `${count.toLocaleString("en-US")} ${what}${count === 1 ? "" : "s"}`;

function resourcesIn(text: string): StateResource[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(parsed)) return undefined;
  const { version, checkpoint } = parsed;
  const deployment = isObject(checkpoint) ? (checkpoint.latest ?? {}) : parsed.deployment;
  // A stack without resources has no list of them.
  if (!isObject(deployment)) return undefined;
  const { resources } = deployment;
  return stateOf({ version, deployment: { ...deployment, resources: resources ?? [] } })?.deployment.resources;
}

/** Providers that are set up for another account. One that gets its account from the environment may be for any. */
function providersOf(resources: readonly StateResource[], packageName: string, accountId: string): Set<string> {
  const names = new Map([
    [`pulumi:providers:${packageName}`, "accountId"],
    ["pulumi:providers:pulumi-nodejs", `${packageName}:accountId`],
  ]);
  const others = resources.filter(({ type, inputs }) => {
    const given = inputs?.[names.get(type) ?? ""];
    return typeof given === "string" && given !== accountId;
  });
  return new Set(others.map(({ urn, id }) => `${urn}::${id}`));
}

function declaredOf(resource: StateResource, type: string, stack: string): Declared {
  const { outputs = {}, urn, id = "" } = resource;
  // What the program declares. A state without inputs has it among its outputs.
  const inputs = { ...outputs, ...resource.inputs };
  const text = (name: string) => (typeof outputs[name] === "string" ? (outputs[name] as string) : undefined);
  const siteId = text("siteId");
  // In a program, a peer may be named by its site too.
  const sipPeerId = text("sipPeerId")?.split("/").at(-1);
  const isPeer = type === "SipPeer" && siteId !== undefined && sipPeerId !== undefined;
  const named = textsIn(outputs.telephoneNumbers).map((one) => normalizeTelephoneNumber(one) ?? one);
  const label = inputs.name;
  return {
    stack,
    type,
    name: urn.split("::").slice(3).join("::"),
    id: isPeer ? `${siteId}/${sipPeerId}` : id,
    label: typeof label === "string" ? label : undefined,
    siteId,
    sipPeerId,
    numbers: holdersOfNumbers.has(type) ? named : [],
    options: plainOptions(OPTIONS_IN[type]?.(inputs)),
    optionNumbers: named,
    optionsShown: textsIn(outputs.__shown),
    isLeaving: resource.delete === true,
    areExpected: type === "PortIn" && text("status") !== "COMPLETE",
  };
}

/** A secret list is encrypted, or marked: it is not shown. */
function hidesNumbers({ outputs = {} }: StateResource): boolean {
  const { telephoneNumbers: numbers } = outputs;
  return Array.isArray(numbers) ? numbers.some((one) => typeof one !== "string") : numbers !== undefined;
}

/** `bandwidth:index:Site` and `pulumi-nodejs:dynamic/bandwidth:Site` → `Site`. */
function typeOf(token: string, packageName: string): string | undefined {
  const [, owner, type] = /^(.*):(\w+)$/.exec(token) ?? [];
  return owner === `${packageName}:index` || owner === `pulumi-nodejs:dynamic/${packageName}` ? type : undefined;
}

/** Options of numbers in a state, without those that are a secret there. A passcode is never compared. */
function plainOptions(values: unknown): NumberOptions {
  const given = isObject(values) ? values : {};
  const entries = optionNames.flatMap((name) => {
    const value = given[name];
    const isPlain = typeof value === "string" || typeof value === "boolean";
    return isPlain && name !== "portOutPasscode" ? [[name, value]] : [];
  });
  return Object.fromEntries(entries);
}
