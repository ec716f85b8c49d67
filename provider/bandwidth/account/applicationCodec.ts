import { asObject, asText, type Codec, type Field } from "../xml/codec.js";
import { text, texts } from "../xml/xml.js";

/** With what Bandwidth signs in at a webhook. */
export interface CallbackCreds {
  userId: string;
  /** Never returned. */
  password?: string;
}

/** What answers calls (voice) or gets messages, as it is written. */
export interface Application {
  /** `Voice-V2` or `Messaging-V2`. Never changes. Answers may have older words. */
  serviceType: string;
  name: string;
  callInitiatedCallbackUrl?: string;
  callInitiatedMethod?: string;
  callStatusCallbackUrl?: string;
  callStatusMethod?: string;
  callbackCreds?: CallbackCreds;
  callInitiatedFallbackUrl?: string;
  callInitiatedFallbackMethod?: string;
  callInitiatedFallbackCreds?: CallbackCreds;
  callbackTimeout?: number;
  inboundCallbackUrl?: string;
  outboundCallbackUrl?: string;
  inboundCallbackCreds?: CallbackCreds;
  outboundCallbackCreds?: CallbackCreds;
  requestedCallbackTypes?: string[];
}

/** An application as it is read. */
export interface ApplicationRecord extends Application {
  applicationId: string;
}

/** The properties that only one kind of applications has. */
export const voiceProperties = [
  "callInitiatedCallbackUrl",
  "callInitiatedMethod",
  "callStatusCallbackUrl",
  "callStatusMethod",
  "callbackCreds",
  "callInitiatedFallbackUrl",
  "callInitiatedFallbackMethod",
  "callInitiatedFallbackCreds",
  "callbackTimeout",
] as const satisfies readonly (keyof Application)[];

export const messagingProperties = [
  "inboundCallbackUrl",
  "outboundCallbackUrl",
  "inboundCallbackCreds",
  "outboundCallbackCreds",
  "requestedCallbackTypes",
] as const satisfies readonly (keyof Application)[];

const credsCodec: Codec<CallbackCreds> = { userId: asText(["UserId"]), password: asText(["Password"]) };

/** Seconds, as text. Fractions are possible. */
const asSeconds = (path: string[]): Field<number> => ({
  path,
  read(parent) {
    const written = text(parent, ...path) ?? "";
    return /^\d{1,9}(\.\d{1,6})?$/.test(written) ? Number(written) : undefined;
  },
  write: (value) => String(value),
});

/** The schema spells `MESSAGE_DELIVERED`, samples and guides `message-delivered`. */
const callbackTypes: Field<string[]> = {
  path: ["RequestedCallbackTypes"],
  read(parent) {
    if (parent.RequestedCallbackTypes === undefined) return undefined;
    const found = texts(parent, "RequestedCallbackTypes", "CallbackType");
    return found.map((word) => word.toLowerCase().replaceAll("_", "-"));
  },
  write: (types) => ({ CallbackType: types }),
};

/** An application's elements, in the sequence of the samples. */
export const applicationCodec: Codec<Application> = {
  serviceType: asText(["ServiceType"]),
  name: asText(["AppName"]),
  callInitiatedCallbackUrl: asText(["CallInitiatedCallbackUrl"]),
  callInitiatedMethod: asText(["CallInitiatedMethod"]),
  callStatusCallbackUrl: asText(["CallStatusCallbackUrl"]),
  callStatusMethod: asText(["CallStatusMethod"]),
  callbackCreds: asObject(["CallbackCreds"], credsCodec),
  callInitiatedFallbackUrl: asText(["CallInitiatedFallbackUrl"]),
  callInitiatedFallbackMethod: asText(["CallInitiatedFallbackMethod"]),
  callInitiatedFallbackCreds: asObject(["CallInitiatedFallbackCreds"], credsCodec),
  callbackTimeout: asSeconds(["CallbackTimeout"]),
  inboundCallbackUrl: asText(["InboundCallbackUrl"]),
  outboundCallbackUrl: asText(["OutboundCallbackUrl"]),
  inboundCallbackCreds: asObject(["InboundCallbackCreds"], credsCodec),
  outboundCallbackCreds: asObject(["OutboundCallbackCreds"], credsCodec),
  requestedCallbackTypes: callbackTypes,
};

/** What the API shows of its own, or derives from the other elements: never sent (error 12960). */
export const derivedElements = ["ApplicationId", "MsgCallbackUrl", "MsgCallbackCreds", "CallbackUrl"];
