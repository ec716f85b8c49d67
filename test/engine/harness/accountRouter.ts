import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Simulator } from "../../../simulator/index.js";

/** One address of the API for several accounts, as Bandwidth's own is: the credentials tell which one is meant. */
export interface AccountRouter {
  baseUrl: string;
  tokenUrl: string;
  close(): void;
}

export async function routeAccounts(simulators: readonly Simulator[]): Promise<AccountRouter> {
  const ofToken = new Map<string, Simulator>();

  const accountOf = ({ headers }: IncomingMessage): Simulator | undefined => {
    const [, scheme = "", value = ""] = /^(\w+) (.*)$/.exec(headers.authorization ?? "") ?? [];
    if (scheme === "Bearer") return ofToken.get(value);
    const [clientId] = Buffer.from(value, "base64").toString().split(":");
    return simulators.find(({ credentials }) => credentials.clientId === clientId);
  };

  const server: Server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const account = accountOf(request);
    if (account === undefined) return response.writeHead(401).end();
    const { method, headers, url = "" } = request;
    const passed = forward(new URL(url, account.url), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("data", (data: Buffer) => {
        const token = /"access_token":"([^"]+)"/.exec(data.toString())?.[1];
        if (token !== undefined) ofToken.set(token, account);
        response.write(data);
      });
      answer.on("end", () => response.end());
    });
    request.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl: `${url}/api`,
    tokenUrl: `${url}/api/v1/oauth2/token`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
