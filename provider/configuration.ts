import { z } from "zod";
import type { ApiSettings } from "./bandwidth/api.js";
import type { Credentials } from "./bandwidth/http/client.js";
import { ConfigurationError } from "./bandwidth/http/errors.js";
import { accountForm, accountRule, checkSettings } from "./bandwidth/http/settings.js";
import { FORMER_ORIGIN, PRESENT_ORIGIN, parseWorld, worldOf } from "./bandwidth/http/world.js";
import type { PropertyFailure } from "./pulumi/definition/check.js";
import type { GivenSettings } from "./pulumi/definition/package.js";
import type { World } from "./pulumi/run/world.js";
import { parseDuration } from "./pulumi/values/duration.js";
import { type Properties, propertiesOf } from "./pulumi/values/property.js";

const BASIC_ENDS =
  "Bandwidth accepts it until 2026-12-02, and answers with an error from then on. Use OAuth2 client credentials.";
const NO_BASIC = "Bandwidth ends Basic authentication on 2026-12-02. Use clientId and clientSecret.";
const upTo100 = "must be a whole number from 1 to 100";
const notNegative = "must be a whole number, 0 or more";
const yesOrNo = "must be true or false";
const limit = "The provider does not send the request that would exceed the limit. Default: no limit.";

/** The settings, with the same keys for both front-ends. */
export const configuration = z.object({
  accountId: z
    .string()
    .optional()
    .describe("Id of the Bandwidth account. Required.")
    .meta({ environment: "BW_ACCOUNT_ID", replaces: true }),
  clientId: z
    .string()
    .optional()
    .describe("Client id of OAuth2 client credentials, the preferred way to sign in.")
    .meta({ environment: "BW_CLIENT_ID" }),
  clientSecret: z
    .string()
    .optional()
    .describe("Client secret of OAuth2 client credentials.")
    .meta({ environment: "BW_CLIENT_SECRET", secret: true }),
  accessToken: z
    .string()
    .optional()
    .describe("A ready bearer token. The provider does not renew it.")
    .meta({ environment: "BW_ACCESS_TOKEN", secret: true }),
  baseUrl: z
    .string()
    .default(`${PRESENT_ORIGIN}/api`)
    .describe(
      `Address of the API. An address that ends in \`/v2\` uses the Universal Platform: \`${PRESENT_ORIGIN}/api/v2\`. The former address, \`${FORMER_ORIGIN}/api\`, leads to the same account. Plain http is refused, except to a loopback address.`,
    )
    .meta({ environment: "BW_API_URL" }),
  tokenUrl: z
    .string()
    .default("https://api.bandwidth.com/api/v1/oauth2/token")
    .describe("Address of the OAuth2 token endpoint.")
    .meta({ environment: "BW_TOKEN_URL" }),
  maxConcurrency: z
    .int(upTo100)
    .min(1, upTo100)
    .max(100, upTo100)
    .default(8)
    .describe("Requests in flight at once, 1 to 100.")
    .meta({ environment: "BW_MAX_CONCURRENCY" }),
  orderTimeout: z
    .string()
    .default("10m")
    .describe(
      "How long to follow an order, as a duration such as `90s` or `10m`. A resource's `customTimeouts` overrides it.",
    )
    .meta({ environment: "BW_ORDER_TIMEOUT" }),
  releaseDelay: z
    .string()
    .default("2s")
    .describe(
      "How long a run must be quiet before it disconnects numbers that left a resource, as a duration such as `2s`. Until then, a resource that is registered later can still take them. Raise it if number orders wait for resources of other providers.",
    )
    .meta({ environment: "BW_RELEASE_DELAY" }),
  maxPurchases: z
    .int(notNegative)
    .min(0, notNegative)
    .optional()
    .describe(`How many numbers one run may buy. ${limit}`)
    .meta({ environment: "BW_MAX_PURCHASES" }),
  maxDisconnects: z
    .int(notNegative)
    .min(0, notNegative)
    .optional()
    .describe(`How many numbers one run may disconnect. ${limit}`)
    .meta({ environment: "BW_MAX_DISCONNECTS" }),
  ownsAdopted: z
    .boolean(yesOrNo)
    .default(false)
    .describe(
      "Whether no other stack has what `pulumi-bandwidth adopt` put into this one. Until you say so, the provider disconnects no adopted number, and deletes nothing else that was adopted: another stack may have been adopted from the same account.",
    )
    .meta({ environment: "BW_OWNS_ADOPTED" }),
  movedFrom: z
    .string()
    .optional()
    .describe(
      "Where the resources of the state lived before, as in `bandwidth.com/9500249`. Only needed if the API or the account got another address.",
    )
    .meta({ environment: "BW_MOVED_FROM" }),
  username: z
    .string()
    .optional()
    .describe(`User name for Basic authentication. ${BASIC_ENDS}`)
    .meta({ environment: "BW_USERNAME", deprecatedFor: NO_BASIC }),
  password: z
    .string()
    .optional()
    .describe(`Password for Basic authentication. ${BASIC_ENDS}`)
    .meta({ environment: "BW_PASSWORD", secret: true, deprecatedFor: NO_BASIC }),
});

const properties = propertiesOf(configuration);
type Key = keyof z.infer<typeof configuration>;
type Source = GivenSettings["configuration"];

/** Everything that is wrong with the settings, before any request is sent. */
export function checkConfiguration(given: GivenSettings): PropertyFailure[] {
  return [...resolve(given).failures];
}

/** @throws ConfigurationError that lists everything that is wrong. */
export function settingsOf(
  given: GivenSettings,
): ApiSettings & { orderTimeoutMs: number; releaseDelayMs: number; ownsAdopted: boolean; movedFrom?: string } {
  const { settings, failures } = resolve(given);
  if (!settings || failures.length > 0) {
    const lines = failures.map(({ property, reason }) => `  bandwidth:${property} ${reason}`);
    throw new ConfigurationError(["the configuration of the Bandwidth provider is not valid:", ...lines].join("\n"));
  }
  return settings;
}

/** What to say once per run about settings that work but have to change. */
export function adviceOn(given: GivenSettings): string[] {
  if (settingsOf(given).credentials.kind !== "basic") return [];
  return [
    "this run signs in with a user name and a password (Basic authentication). Bandwidth accepts them only until 2026-12-02. Create " +
      "OAuth2 client credentials, and set bandwidth:clientId and bandwidth:clientSecret instead. That changes no resource.",
  ];
}

/** Where the resources of a run live, by valid settings. */
export function worldFrom(given: GivenSettings): World {
  const { baseUrl, accountId, movedFrom } = settingsOf(given);
  const name = worldOf(baseUrl, accountId);
  return {
    name,
    movedFrom,
    refusal: (other) =>
      [
        `this resource lives in ${other}, but this run is configured for ${name}.`,
        `Nothing was requested, changed, bought or removed. ${putBack(other, name)}`,
        "Only if this same account has moved there, say so, and refresh:",
        `  pulumi config set bandwidth:movedFrom ${other}`,
        "  pulumi refresh --run-program",
      ].join("\n"),
  };
}

function putBack(other: string, name: string): string {
  const [host, account] = [/^.*(?=\/)/, /[^/]*$/].map((part) => part.exec(other)?.[0] !== part.exec(name)?.[0]);
  const keys = [
    ...(host ? ["bandwidth:baseUrl (or BW_API_URL)"] : []),
    ...(account ? ["bandwidth:accountId (or BW_ACCOUNT_ID)"] : []),
  ];
  return `Put ${keys.join(" and ")} back.`;
}

const known = new WeakMap<GivenSettings, ReturnType<typeof resolveAnew>>();

/** The settings of a run are read once. Each check, each plan and each look at the run's rest asks for them. */
function resolve(given: GivenSettings): ReturnType<typeof resolveAnew> {
  let resolved = known.get(given);
  if (!resolved) {
    resolved = resolveAnew(given);
    known.set(given, resolved);
  }
  return resolved;
}

function resolveAnew(given: GivenSettings) {
  const failures: PropertyFailure[] = [];
  const refuse = (property: Key, reason: string) => failures.push({ property, reason });
  const configured = withoutEdges(given.configuration);
  const environment = withoutEdges(fromEnvironment(given.environment, properties));
  const value = (key: Key) => configured[key] || environment[key] || undefined;
  const whole = (key: Key) => wholeNumber(key, value(key) ?? properties[key]?.default, refuse);

  const accountId = value("accountId");
  if (!accountId) refuse("accountId", "is required: `pulumi config set bandwidth:accountId …`, or BW_ACCOUNT_ID");
  else if (!accountForm.test(accountId)) refuse("accountId", accountRule(accountId));
  const credentials = pickCredentials(configured, environment, refuse);
  const duration = (key: Key) => {
    const text = value(key) ?? String(properties[key]?.default);
    const milliseconds = parseDuration(text);
    if (milliseconds === undefined) refuse(key, `must be a duration such as 90s or 10m, not "${text}"`);
    return milliseconds ?? 0;
  };

  const moved = value("movedFrom");
  const movedFrom = moved === undefined ? undefined : parseWorld(moved);
  if (moved !== undefined && movedFrom === undefined) {
    refuse("movedFrom", `must be a place such as bandwidth.com/9500249, as the refusal names it, not "${moved}"`);
  }

  const owns = value("ownsAdopted") ?? "false";
  if (owns !== "true" && owns !== "false") refuse("ownsAdopted", `${yesOrNo}, not "${owns}"`);

  const settings = {
    accountId: accountId ?? "",
    credentials: credentials ?? { kind: "token" as const, accessToken: "none" },
    baseUrl: value("baseUrl") ?? String(properties.baseUrl?.default),
    tokenUrl: value("tokenUrl") ?? String(properties.tokenUrl?.default),
    maxConcurrency: whole("maxConcurrency") ?? 1,
    maxPurchases: whole("maxPurchases"),
    maxDisconnects: whole("maxDisconnects"),
    orderTimeoutMs: duration("orderTimeout"),
    releaseDelayMs: duration("releaseDelay"),
    ownsAdopted: owns === "true",
    movedFrom,
  };
  try {
    if (failures.length === 0) checkSettings(settings);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const key = (Object.keys(properties).find((name) => error.message.startsWith(name)) ?? "baseUrl") as Key;
    refuse(key, error.message.slice(key.length).trim());
  }
  return { failures, settings: failures.length === 0 ? settings : undefined };
}

/**
 * Configuration overrides the environment. Within one of them, OAuth2 overrides a token, and a token overrides Basic. Half a
 * pair is an error.
 */
function pickCredentials(
  configured: Source,
  environment: Source,
  refuse: (property: Key, reason: string) => void,
): Credentials | undefined {
  for (const source of [configured, environment]) {
    const halves = [halfOf(source, "clientId", "clientSecret"), halfOf(source, "username", "password")];
    for (const [has, lacks] of halves.filter((half) => half !== undefined)) {
      refuse(lacks, `is missing, but ${has} is given in the same place; they belong together`);
    }
    if (halves.some((half) => half !== undefined)) return undefined;
    const { clientId, clientSecret, accessToken, username, password } = source;
    for (const [key, text] of Object.entries({ clientId, clientSecret, username, password })) {
      if (/\p{Cc}/u.test(text ?? "")) refuse(key as Key, "contains a line break or another control character");
    }
    if (username?.includes(":")) refuse("username", "contains a colon, which Basic authentication cannot carry");
    if (clientId && clientSecret) return { kind: "oauth", clientId, clientSecret };
    if (accessToken) return { kind: "token", accessToken };
    if (username && password) return { kind: "basic", username, password };
  }
  refuse(
    "clientId",
    "and clientSecret are required (or accessToken): `pulumi config set bandwidth:clientId …`, or BW_CLIENT_ID and BW_CLIENT_SECRET",
  );
  return undefined;
}

/**
 * Settings without the spaces and line breaks around them, which come from files and from the variables of build servers. No
 * password starts or ends with a space (12725).
 */
function withoutEdges(source: Source): Source {
  return Object.fromEntries(Object.entries(source).map(([key, value]) => [key, value?.trim()]));
}

function halfOf(source: Source, one: Key, other: Key): [has: Key, lacks: Key] | undefined {
  if (!source[one] === !source[other]) return undefined;
  return source[one] ? [one, other] : [other, one];
}

function fromEnvironment(environment: Source, properties: Properties): Source {
  const entries = Object.entries(properties).map(([key, { environment: name }]) => [key, name && environment[name]]);
  return Object.fromEntries(entries);
}

function wholeNumber(key: Key, given: unknown, refuse: (property: Key, reason: string) => void): number | undefined {
  if (given === undefined) return undefined;
  const parsed = properties[key]?.parse(Number(given));
  if (parsed && "value" in parsed) return Number(parsed.value);
  refuse(key, `${parsed?.reasons[0]}, not "${String(given)}"`);
  return undefined;
}
