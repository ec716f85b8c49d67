/** The parts of Bandwidth's own client for Node.js that its test uses. The package has no types. */
declare module "@bandwidth/numbers" {
  type Callback = (error: Error | null, result?: unknown) => void;
  export class Client {
    constructor(
      accountId: string,
      userName: undefined,
      password: undefined,
      clientId: undefined,
      clientSecret: undefined,
      options: { apiEndPoint: string; tempAccessToken: string },
    );
  }
  type Call = (client: Client, ...rest: unknown[]) => void;
  export const Site: Record<"create" | "get" | "list", Call>;
  export const SipPeer: Record<"create" | "get" | "list", Call>;
  export const AvailableNumbers: Record<"list", Call>;
  export const Order: Record<"create" | "get" | "list", Call>;
  export const InServiceNumber: Record<"list" | "get" | "totals", Call>;
  export const Tn: Record<"get" | "list", Call>;
  export const Disconnect: Record<"create" | "get" | "list", Call>;
  export const Subscription: Record<"create" | "get" | "list", Call>;
}
