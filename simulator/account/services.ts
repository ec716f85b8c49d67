import type { XmlTree } from "../xml.js";
import type { Host, Peer } from "./types.js";

/** An application, by the wire names of its elements. */
export interface Application {
  id: string;
  serviceType: string;
  name: string;
  /** Addresses, methods and the time limit. */
  texts: Record<string, string>;
  /** Passwords are stored, and never shown. */
  creds: Record<string, { userId: string; password: string }>;
  callbackTypes?: string[];
  /** Data that a PUT without it clears, and that the simulator doesn't understand. */
  others?: XmlTree;
}

/** Voice of a SIP peer: over SIP, or by a voice application. */
export interface VoiceSettings {
  protocol: "HTTP" | "SIP";
  applicationId?: string;
}

/** Text messages of a SIP peer. */
export interface SmsFeature {
  /** TollFree, ShortCode, A2pLongCode, A2pMessageClass, A2pCampaignId, Protocol, Zone1 to Zone5. */
  settings: Record<string, string>;
  smppHosts: Host[];
  others?: XmlTree;
}

/** What a SIP peer does beside its own document. A missing part was never set, or was deleted. */
export interface PeerServices {
  origination?: VoiceSettings;
  termination?: VoiceSettings;
  sms?: SmsFeature;
  /** The feature as it was written. */
  mms?: { protocol: string; content: XmlTree };
  /** The messaging application. */
  applicationId?: string;
  breakOutCountries?: string[];
}

/** The applications that a SIP peer uses. */
export function applicationsOf({ services = {} }: Peer): string[] {
  const { origination, termination, applicationId } = services;
  const used = [origination?.applicationId, termination?.applicationId, applicationId];
  return [...new Set(used.filter((id) => id !== undefined))];
}
