import grpc from "@grpc/grpc-js";
import type {
  CheckRequest,
  ConfigureRequest,
  DiffRequest,
  ProviderHandshakeRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import type { PropertyFailure } from "../definition/check.js";
import { diffProperties } from "../definition/diff.js";
import { ENGINE_KEYS, unknownSettings } from "../definition/unknownSettings.js";
import { type Properties, propertiesOf } from "../values/property.js";
import { withoutValues } from "../values/secrets.js";
import { bagOf } from "../values/struct.js";
import { hasUnknown, isUnknown, reveal, type Values } from "../values/values.js";
import { fromWire, toWire } from "../values/wire.js";
import { checkResponse, diffResponse } from "./answers.js";
import { invalid, missingKeys, RpcError } from "./errors.js";
import type { ServerSession } from "./session.js";

type Settings = Record<string, string | undefined>;

/** What this provider can do. `Configure` gives the same answers, for engines without a handshake. */
export async function handshake<Api>(session: ServerSession<Api>, request: ProviderHandshakeRequest) {
  if (request.getEngineAddress()) session.attach(request.getEngineAddress());
  const response = new providerPb.ProviderHandshakeResponse();
  response.setAcceptSecrets(true);
  response.setAcceptResources(false);
  response.setAcceptOutputs(false);
  response.setSupportsAutonamingConfiguration(false);
  return response;
}

/** Refuses bad settings before anything is done with them, all at once. */
export async function checkConfig<Api>(session: ServerSession<Api>, request: CheckRequest) {
  const { pack, environment } = session;
  const properties = propertiesOf(pack.configuration);
  const news = fromWire(bagOf(request.getNews()));
  const { settings, failures } = read(properties, news);
  // While something is unknown, the rules about several settings can't be checked. Configure checks them again.
  if (failures.length === 0 && !hasUnknown(news)) {
    failures.push(...pack.checkConfiguration({ configuration: settings, environment }));
  }
  // What the environment says is used, but never returned. What is returned is written to the state.
  return checkResponse(toWire(news), withoutValues(properties, news, failures));
}

/** Only another account needs other resources. Credentials, addresses and limits never do. */
export async function diffConfig<Api>(session: ServerSession<Api>, request: DiffRequest) {
  const properties = propertiesOf(session.pack.configuration);
  const olds = fromWire(bagOf(request.getOldInputs() ?? request.getOlds()));
  const news = fromWire(bagOf(request.getNews()));
  const changes = diffProperties(properties, olds, news).map((change) => {
    const name = change.path;
    const fallback = environmentValue(session.environment, properties, name);
    const replaces = change.replaces && isOther(olds[name] ?? fallback, news[name] ?? fallback);
    return { ...change, replaces };
  });
  return diffResponse({ changes, olds, news, stables: [], deleteBeforeReplace: false });
}

/** Only two known and different values are proof. A setting that moved to or from the environment is the same setting. */
function isOther(old: unknown, wanted: unknown): boolean {
  const known = [old, wanted].every((value) => value !== undefined && !isUnknown(value));
  return known && String(reveal(old)).trim() !== String(reveal(wanted)).trim();
}

/** Takes the settings. It doesn't connect yet: a preview may never need a connection. */
export async function configure<Api>(session: ServerSession<Api>, request: ConfigureRequest) {
  const { pack, environment } = session;
  const properties = propertiesOf(pack.configuration);
  const { settings, failures } = read(properties, configurationOf(pack.name, request));
  // `pulumi do` configures without CheckConfig (docs/maintainers/engine.md#list), so everything is checked again here.
  if (failures.length === 0) failures.push(...pack.checkConfiguration({ configuration: settings, environment }));
  if (failures.length > 0) throw refusal(pack.name, properties, settings, environment, failures);
  session.configure(settings, request.hasId?.() ? request.getId() : undefined);

  const response = new providerPb.ConfigureResponse();
  response.setAcceptsecrets(true);
  response.setSupportspreview(true);
  response.setAcceptresources(false);
  response.setAcceptoutputs(false);
  response.setSupportsAutonamingConfiguration(false);
  return response;
}

function configurationOf(packageName: string, request: ConfigureRequest): Values {
  if (request.hasArgs()) return fromWire(bagOf(request.getArgs()));
  // An old engine sends only text, under the full key.
  const prefix = `${packageName}:config:`;
  const variables: [string, string][] = [];
  request.getVariablesMap().forEach((value, key) => {
    if (key.startsWith(prefix)) variables.push([key.slice(prefix.length), value]);
  });
  return fromWire(Object.fromEntries(variables));
}

/** Settings as text, however a language wrote them. Unknown settings are left out. */
function read(properties: Properties, values: Values): { settings: Settings; failures: PropertyFailure[] } {
  const settings: Settings = {};
  const failures: PropertyFailure[] = [];
  for (const [name, value] of Object.entries(reveal(values))) {
    if (value === undefined || isUnknown(value) || ENGINE_KEYS.has(name) || name.startsWith("__")) continue;
    if (!Object.hasOwn(properties, name)) failures.push(...unknownSettings([name], Object.keys(properties)));
    else if (typeof value === "object") failures.push({ property: name, reason: "must be text" });
    else settings[name] = String(value);
  }
  return { settings, failures };
}

/** Missing keys are reported separately, because the CLI says how to set them. */
function refusal(
  packageName: string,
  properties: Properties,
  settings: Settings,
  environment: Settings,
  failures: PropertyFailure[],
): RpcError {
  const missing = failures.filter(
    ({ property }) =>
      Object.hasOwn(properties, property) &&
      settings[property] === undefined &&
      !environmentValue(environment, properties, property),
  );
  if (missing.length < failures.length) {
    return invalid(failures.map((failure) => ({ ...failure, property: `${packageName}:${failure.property}` })));
  }
  return missingKeys(
    missing.map(({ property, reason }) => ({
      name: `${packageName}:${property}`,
      description: [reason, properties[property]?.description].filter(Boolean).join(". "),
    })),
  );
}

function environmentValue(environment: Settings, properties: Properties, name: string): string | undefined {
  const variable = properties[name]?.environment;
  return variable ? environment[variable] || undefined : undefined;
}

/** A call for something this package does not have. */
export function unknownToken(kind: string, token: string): RpcError {
  return new RpcError(grpc.status.INVALID_ARGUMENT, `this provider has no ${kind} "${token}"`);
}
