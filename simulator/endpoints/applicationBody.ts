import type { Application } from "../account/services.js";
import { type Call, requestBody, simulatorRefusal, statusRefusal } from "../call.js";
import { group, many, othersIn, shapeProblems } from "../shape.js";
import { child, textOf, textsOf, type XmlElement, type XmlTree } from "../xml.js";

export const root = "ApplicationProvisioningResponse";

const voiceUrls = ["CallInitiatedCallbackUrl", "CallStatusCallbackUrl", "CallInitiatedFallbackUrl"];
const messagingUrls = ["InboundCallbackUrl", "OutboundCallbackUrl"];
const methods = ["CallInitiatedMethod", "CallStatusMethod", "CallInitiatedFallbackMethod"];
const voiceCreds = ["CallbackCreds", "CallInitiatedFallbackCreds"];
const messagingCreds = ["InboundCallbackCreds", "OutboundCallbackCreds"];
const voiceElements = [...voiceUrls, ...methods, ...voiceCreds, "CallbackTimeout"];
const messagingElements = [...messagingUrls, ...messagingCreds, "RequestedCallbackTypes"];
export const textElements = [...voiceUrls, ...messagingUrls, ...methods, "CallbackTimeout"];
export const credsElements = [...voiceCreds, ...messagingCreds];

/** The addresses that credentials belong to. */
const secured: Record<string, string[]> = {
  CallbackCreds: ["CallInitiatedCallbackUrl", "CallStatusCallbackUrl"],
  CallInitiatedFallbackCreds: ["CallInitiatedFallbackUrl"],
  InboundCallbackCreds: ["InboundCallbackUrl"],
  OutboundCallbackCreds: ["OutboundCallbackUrl"],
};

const creds = group({ UserId: "text", Password: "text" });
const shape = group({
  ...{ ApplicationId: "text", ServiceType: "text", AppName: "text" },
  ...Object.fromEntries(textElements.map((name) => [name, "text" as const])),
  ...Object.fromEntries(credsElements.map((name) => [name, creds])),
  RequestedCallbackTypes: group({ CallbackType: many("text") }),
  // Older elements.
  ...{ MsgCallbackUrl: "text", CallbackUrl: "text", MsgCallbackCreds: creds },
});

const callbackTypes = ["message-delivered", "message-failed", "message-sending"];

const refusal = (code: string, words: string, status = 400) => statusRefusal(status, root, code, words);

/** Reads the document of a POST or a PUT. What a PUT leaves out is cleared. */
export function readApplication(call: Call, id: string, before?: Application, shown?: XmlTree): Application {
  const element = readElement(call, shown);
  const serviceType = readKind(call, element, before);
  const name = textOf(element, "AppName");
  if (name === undefined) throw refusal("12806", "Application Name required");
  const read: Application = {
    ...{ id, serviceType, name, texts: readTexts(element), creds: readCreds(element, before) },
    callbackTypes: child(element, "RequestedCallbackTypes") && readTypes(element),
    others: othersIn(element, shape),
  };
  checkApplication(read, element);
  return read;
}

/** Reads a PATCH: what it leaves out stays. */
export function patchApplication(call: Call, before: Application, shown: XmlTree): Application {
  const element = readElement(call, shown);
  const serviceType = readKind(call, element, before);
  const texts = { ...before.texts, ...readTexts(element) };
  if (texts.CallStatusCallbackUrl?.toLowerCase() === "remove") {
    delete texts.CallStatusCallbackUrl;
    delete texts.CallStatusMethod;
  }
  const read: Application = {
    ...before,
    ...{ serviceType, name: textOf(element, "AppName") ?? before.name, texts },
    creds: { ...before.creds, ...readCreds(element, before) },
    ...(child(element, "RequestedCallbackTypes") && { callbackTypes: readTypes(element) }),
    others: { ...before.others, ...othersIn(element, shape) },
  };
  checkApplication(read, element);
  return read;
}

function readElement(call: Call, shown?: XmlTree): XmlElement {
  const element = requestBody(call, "Application", root);
  const [problem] = shapeProblems(element, shape, shown);
  if (problem) throw simulatorRefusal(root, problem);
  return element;
}

function readKind({ account, settings }: Call, element: XmlElement, before?: Application): string {
  const written = textOf(element, "ServiceType") ?? before?.serviceType ?? "";
  const kind = /^voice(-v2)?$/i.test(written)
    ? "Voice-V2"
    : /^messaging(-v2)?$/i.test(written)
      ? "Messaging-V2"
      : undefined;
  if (kind === undefined) throw refusal("12801", "Service Type is not valid");
  if (before && kind !== before.serviceType) throw refusal("12964", "Service Type of Application could not be changed");
  if (before === undefined && kind === "Voice-V2" && settings.withoutHttpVoice) {
    throw refusal("12150", `The HTTP voice feature is required for Account ${account.accountId}`, 409);
  }
  if (before === undefined && kind === "Messaging-V2" && settings.withoutHttpMessaging) {
    const words = `The operation could not be performed because Account '${account.accountId}' does not have the HTTPV2 Messaging Feature enabled`;
    throw refusal("12130", words);
  }
  return kind;
}

const readTexts = (element: XmlElement): Record<string, string> =>
  Object.fromEntries(
    textElements.flatMap((name) => {
      const text = textOf(element, name);
      return text === undefined ? [] : [[name, text]];
    }),
  );

function readCreds(element: XmlElement, before?: Application): Application["creds"] {
  return Object.fromEntries(
    credsElements.flatMap((name) => {
      const given = child(element, name);
      const userId = textOf(given, "UserId");
      const password = textOf(given, "Password");
      if (userId === undefined && password === undefined) return [];
      if (userId === undefined) throw refusal("12800", "Can not save password without user name");
      const there = before?.creds[name];
      if (password !== undefined) return [[name, { userId, password }]];
      if (there && there.userId !== userId) {
        throw refusal("12976", "UserId of Application could not be changed without specifying Password");
      }
      throw refusal("12977", "Can not save user id without password");
    }),
  );
}

function readTypes(element: XmlElement): string[] {
  const types = textsOf(element, "RequestedCallbackTypes", "CallbackType");
  const strange = types.find((type) => !callbackTypes.includes(type));
  if (strange) throw simulatorRefusal(root, `'${strange}' is no callback type`);
  return types;
}

/** The rules for the finished application, and for what was sent of the other kind. */
function checkApplication({ serviceType, texts, creds: signIns }: Application, element: XmlElement): void {
  const isVoice = serviceType === "Voice-V2";
  const strange = (isVoice ? messagingElements : voiceElements).find((name) => child(element, name));
  if (strange) {
    const kind = isVoice ? "Messaging-V2" : "Voice-V2";
    throw refusal("12962", `${strange} is set but it is only allowed with ServiceType ${kind}`);
  }
  if (!isVoice && texts.InboundCallbackUrl === undefined) {
    throw refusal("12802", "The inbound callback URL must be specified");
  }
  const needed = isVoice ? "CallInitiatedCallbackUrl" : "InboundCallbackUrl";
  const older = textOf(element, "MsgCallbackUrl") ?? textOf(element, "CallbackUrl");
  if (older !== undefined && older !== texts[needed]) {
    throw refusal("12960", "CallbackUrl and MsgCallbackUrl can't be present with different values.");
  }
  for (const name of [...voiceUrls, ...messagingUrls]) {
    const url = texts[name];
    if (url === undefined && name !== needed) continue;
    if (!/^https?:\/\/[^\s/]+/i.test(url ?? "")) {
      throw refusal(name === needed ? "12803" : "12974", "Invalid Url provided.");
    }
  }
  const method = methods.find((name) => !["GET", "POST", undefined].includes(texts[name]));
  if (method) throw refusal("12961", "Invalid HTTP method specified. GET or POST required");
  if (texts.CallStatusMethod !== undefined && texts.CallStatusCallbackUrl === undefined) {
    throw refusal("12963", "Callback Status URL is required for Callback Status Method");
  }
  const open = Object.keys(signIns).some((name) => secured[name]?.some((url) => texts[url]?.startsWith("http:")));
  if (open) throw refusal("12812", "HTTPS protocol is required if credentials are present.");
}
