import type { Dialect } from "./call.js";

/** One API request as it arrived, and its status. */
export interface RequestRecord {
  method: string;
  /** The path after the dialect's prefix, such as `/accounts/9500249/orders`. */
  path: string;
  /** The endpoint's path, such as `/accounts/:account/orders`. Undefined when there is none. */
  endpoint?: string;
  query: Record<string, string>;
  body: string;
  dialect: Dialect;
  /** 0 while it runs, and permanently if the connection was cut. */
  status: number;
  at: number;
  /** The fault that hit it. */
  fault?: string;
  /** Its connection, to see whether connections are reused. */
  connection: number;
}

/** All API requests, oldest first. Leaves out token requests. */
export class RequestLog extends Array<RequestRecord> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** A place in the log, for `since`. */
  mark(): number {
    return this.length;
  }

  /** Requests since a mark. */
  since(mark: number): RequestRecord[] {
    return this.slice(mark);
  }

  /** Requests that are meant to change something, since a mark. */
  writes(mark = 0): RequestRecord[] {
    // A list of numbers is asked for in a body.
    const isLookUp = ({ path }: RequestRecord) => path.endsWith("/tnPortoutPasscodes") || path === "/tns";
    return this.since(mark).filter((request) => request.method !== "GET" && !isLookUp(request));
  }

  /** Requests of a method whose path matches, since a mark. */
  matching(method: string, path: RegExp, mark = 0): RequestRecord[] {
    return this.since(mark).filter((request) => request.method === method && path.test(request.path));
  }
}
