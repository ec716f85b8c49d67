import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { CallbackHandler } from "../../provider/callbacks/index.js";

/** What a sample of the API's pages says about an order that has ended. */
export function notice(status: string, inner = ""): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Notification>
    <Status>${status}</Status>
    <SubscriptionId>d8274fa6-e49b-469a-93bf-c7dd17615950</SubscriptionId>
    <OrderId>a8ef295b-fcf4-44a7-945c-0520c8f49123</OrderId>
    <OrderType>orders</OrderType>
    <CompletedTelephoneNumbers>
        <TelephoneNumber>5402278098</TelephoneNumber>
    </CompletedTelephoneNumbers>${inner}
</Notification>`;
}

/** What it says about numbers that lost a service. */
export function event(inner = ""): string {
  const numbers = "<ImpactedTelephoneNumbers><TelephoneNumber>9195550100</TelephoneNumber></ImpactedTelephoneNumbers>";
  return `<Notification><SubscriptionId>0b0c4a7e-9d0f-4c5e-8f13-0f5f3a1f6d01</SubscriptionId><EventType>MESSAGING_LOST</EventType>${numbers}${inner}</Notification>`;
}

/** Another carrier's question. */
export function question(inner = ""): string {
  return `<PortOutValidationRequest><PON>some_pon</PON><Pin>1111</Pin><AccountNumber>777</AccountNumber><ZipCode>62025</ZipCode><SubscriberName>Subscriber Name</SubscriberName><TelephoneNumbers><TelephoneNumber>2223331000</TelephoneNumber></TelephoneNumbers>${inner}</PortOutValidationRequest>`;
}

export const credentials = { username: "bandwidth", password: "a word that is nowhere else" };

export function basic({ username, password } = credentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

/** A body posted as Bandwidth does after the challenge. Leaves out a header that is undefined. */
export function post(body: string | Uint8Array, headers: Record<string, string | undefined> = {}): Request {
  const all = { Authorization: basic(), "Content-Type": "application/xml; charset=utf-8", ...headers };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new Request("http://127.0.0.1/hook", { method: "POST", body, headers: given });
}

/** The handler behind Node's own server. */
export async function serve(handler: CallbackHandler): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => void handler.node(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, server };
}

export function stop(server: Server | undefined): void {
  server?.closeAllConnections();
  server?.close();
}
