import { z } from "zod";
import { messagingProperties, voiceProperties } from "../../bandwidth/account/applicationCodec.js";
import { isVoice } from "../../bandwidth/account/applications.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { edgeWarnings, oneOf, repeated, words } from "../properties/fields.js";

const url = () => z.url({ protocol: /^https?$/, error: "must be an absolute http or https address" });

const method = () => oneOf("CallbackMethod", ["GET", "POST"]);

const creds = z
  .object({
    userId: words(100).describe("User name with which Bandwidth signs in at your service. At most 100 characters."),
    password: z
      .string()
      .min(1, "must not be empty")
      .optional()
      .describe(
        "Its password. Secret. A create needs it. **Bandwidth never returns it: a refresh does not show a change made " +
          "elsewhere.** Leave it out only for an application that you imported or adopted: then it stays as it is.",
      )
      .meta({ secret: true, writeOnly: true }),
  })
  .meta({ typeName: "CallbackCreds", example: { userId: "bandwidth", password: "correct horse" } });

export const applicationInputs = z.object({
  name: words(255).describe(
    "Shown in the dashboard. At most 255 characters here: Bandwidth documents no limit. Doesn't have to be unique.",
  ),
  serviceType: oneOf("ServiceType", ["Voice-V2", "Messaging-V2"])
    .describe(
      "`Voice-V2` answers calls, `Messaging-V2` gets messages. It never changes: the provider replaces the application.",
    )
    .meta({ replaces: true }),
  callInitiatedCallbackUrl: url()
    .optional()
    .describe(
      "Voice, required: where Bandwidth asks what to do with a call that comes in. It must be reachable from the internet.",
    )
    .meta({ example: "https://voice.example.com/calls" }),
  callInitiatedMethod: method()
    .optional()
    .describe("Voice: the HTTP method of that request. Bandwidth's default is `POST`."),
  callStatusCallbackUrl: url().optional().describe("Voice: where Bandwidth reports that a call ended."),
  callStatusMethod: method()
    .optional()
    .describe("Voice: the HTTP method of that report. Needs `callStatusCallbackUrl` (error 12963)."),
  callbackCreds: creds
    .optional()
    .describe("Voice: how Bandwidth signs in at both URLs, which must have https then (error 12812)."),
  callInitiatedFallbackUrl: url()
    .optional()
    .describe("Voice: where Bandwidth asks when `callInitiatedCallbackUrl` does not answer."),
  callInitiatedFallbackMethod: method()
    .optional()
    .describe("Voice: the HTTP method of that request. Needs `callInitiatedFallbackUrl`."),
  callInitiatedFallbackCreds: creds
    .optional()
    .describe("Voice: how Bandwidth signs in at `callInitiatedFallbackUrl`, which must have https then (error 12812)."),
  callbackTimeout: z
    .number()
    .positive("must be more than 0")
    .optional()
    .describe(
      "Voice: how long Bandwidth waits for an answer. Probably seconds: the samples of the API show 20, and no page names the unit or the limits.",
    ),
  inboundCallbackUrl: url()
    .optional()
    .describe(
      "Messaging, required: where Bandwidth posts messages that come in. It must be reachable from the internet.",
    )
    .meta({ example: "https://messages.example.com/in" }),
  outboundCallbackUrl: url()
    .optional()
    .describe("Messaging: where Bandwidth reports what became of the messages that you send."),
  inboundCallbackCreds: creds
    .optional()
    .describe("Messaging: how Bandwidth signs in at `inboundCallbackUrl`, which must have https then (error 12812)."),
  outboundCallbackCreds: creds
    .optional()
    .describe("Messaging: how Bandwidth signs in at `outboundCallbackUrl`, which must have https then (error 12812)."),
  requestedCallbackTypes: z
    .array(oneOf("RequestedCallbackType", ["message-delivered", "message-failed", "message-sending"]))
    .optional()
    .describe("Messaging: what Bandwidth reports of the messages that you send. Needs `outboundCallbackUrl`.")
    .meta({ set: true }),
});

export type ApplicationInputs = z.infer<typeof applicationInputs>;

/** The credentials of an application, and the addresses that they belong to: the first one is needed. */
export const credentials = {
  callbackCreds: ["callInitiatedCallbackUrl", "callStatusCallbackUrl"],
  callInitiatedFallbackCreds: ["callInitiatedFallbackUrl"],
  inboundCallbackCreds: ["inboundCallbackUrl"],
  outboundCallbackCreds: ["outboundCallbackUrl"],
} as const satisfies Partial<Record<keyof ApplicationInputs, readonly (keyof ApplicationInputs)[]>>;

export const credentialNames = Object.keys(credentials) as (keyof typeof credentials)[];

/** What means nothing without an address. */
export const dependents = {
  callStatusMethod: "callStatusCallbackUrl",
  callInitiatedFallbackMethod: "callInitiatedFallbackUrl",
} as const satisfies Partial<Record<keyof ApplicationInputs, keyof ApplicationInputs>>;

const urls = [...new Set(Object.values(credentials).flat())];

const advice = "is plain http: others can read what Bandwidth sends there; https is highly recommended";

/** Rules about several properties. */
export function checkApplication(inputs: Partial<ApplicationInputs>, given: (path: string) => boolean) {
  const failures = [...kindFailures(inputs, given), ...dependentFailures(inputs, given)];
  failures.push(...repeated(inputs.requestedCallbackTypes ?? [], "requestedCallbackTypes", (word) => word, "type"));
  const warnings: PropertyFailure[] = [];
  for (const name of urls) {
    const address = inputs[name];
    const isSecured = credentialNames.some(
      (one) => given(one) && (credentials[one] as readonly string[]).includes(name),
    );
    if (address?.startsWith("http:") && !isSecured) warnings.push({ property: name, reason: advice });
    if (/^https?:\/\/[^/?#]*@/i.test(address ?? "")) {
      warnings.push({
        property: name,
        reason: "contains a user name, which stays readable in the state: use credentials",
      });
    }
  }
  for (const name of credentialNames) {
    warnings.push(...edgeWarnings(`${name}.password`, inputs[name]?.password));
  }
  const reports = inputs.requestedCallbackTypes?.length && !given("outboundCallbackUrl");
  if (reports) {
    warnings.push({ property: "requestedCallbackTypes", reason: "reports nothing without outboundCallbackUrl" });
  }
  return { failures, warnings };
}

/** A property of the other kind (12962), and the address that each kind needs (12802, 12803). */
function kindFailures(
  { serviceType }: Partial<ApplicationInputs>,
  given: (path: string) => boolean,
): PropertyFailure[] {
  if (serviceType === undefined) return [];
  const voice = isVoice(serviceType);
  const [others, theirs] = voice ? [messagingProperties, "Messaging-V2"] : [voiceProperties, "Voice-V2"];
  const strange = others.filter((name) => given(name));
  const failures = strange.map((property) => ({ property, reason: `is only for ${theirs} (error 12962)` }));
  const needed = voice ? "callInitiatedCallbackUrl" : "inboundCallbackUrl";
  const code = voice ? 12803 : 12802;
  if (!given(needed)) failures.push({ property: needed, reason: `is required for ${serviceType} (error ${code})` });
  return failures;
}

function dependentFailures(inputs: Partial<ApplicationInputs>, given: (path: string) => boolean): PropertyFailure[] {
  const failures: PropertyFailure[] = [];
  for (const [property, needed] of Object.entries(dependents)) {
    if (given(property) && !given(needed)) failures.push({ property, reason: `needs ${needed}` });
  }
  for (const name of credentialNames) {
    if (!given(name)) continue;
    const [needed, ...more] = credentials[name] as readonly (keyof ApplicationInputs)[];
    // The first addresses of both kinds are required anyway.
    if (/Fallback|outbound/.test(name) && needed && !given(needed))
      failures.push({ property: name, reason: `needs ${needed}` });
    for (const address of needed ? [needed, ...more] : more) {
      if (!String(inputs[address] ?? "").startsWith("http:")) continue;
      failures.push({ property: address, reason: `must have https, because ${name} is sent there (error 12812)` });
    }
  }
  return failures;
}
