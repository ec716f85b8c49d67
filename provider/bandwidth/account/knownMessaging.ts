import type { Client } from "../http/client.js";
import type { SmsFeature } from "./smsCodec.js";

/** The parts of a SIP peer's messaging that decide whether its numbers have texts. */
interface Parts {
  sms: SmsFeature | undefined;
  applicationId: string | undefined;
}

type Part = keyof Parts;

/**
 * What this run knows of the messages of SIP peers, because it has read or written them. It answers questions that are not worth
 * a request. Nothing is decided by it.
 */
export class KnownMessaging {
  private readonly known = new Map<string, { run: number; value: Promise<unknown> }>();

  constructor(private readonly client: Client) {}

  /** This is so now. */
  set<Name extends Part>({ siteId, sipPeerId }: Place, part: Name, value: Parts[Name]): void {
    this.known.set(`${siteId}/${sipPeerId}/${part}`, { run: this.client.run, value: Promise.resolve(value) });
  }

  /** Somebody may have changed it. */
  forget({ siteId, sipPeerId }: Place, part: Part): void {
    this.known.delete(`${siteId}/${sipPeerId}/${part}`);
  }

  /** What is known, or what a read says. Callers at the same time share it. */
  get<Name extends Part>(
    { siteId, sipPeerId }: Place,
    part: Name,
    read: () => Promise<Parts[Name]>,
  ): Promise<Parts[Name]> {
    const key = `${siteId}/${sipPeerId}/${part}`;
    const before = this.known.get(key);
    if (before?.run === this.client.run) return before.value as Promise<Parts[Name]>;
    const value = read();
    const entry = { run: this.client.run, value };
    this.known.set(key, entry);
    value.catch(() => {
      if (this.known.get(key) === entry) this.known.delete(key);
    });
    return value;
  }
}

interface Place {
  siteId: string;
  sipPeerId: string;
}

const shared = new WeakMap<Client, KnownMessaging>();

/** What all calls of one client share. */
export function knownMessaging(client: Client): KnownMessaging {
  const known = shared.get(client) ?? new KnownMessaging(client);
  shared.set(client, known);
  return known;
}
