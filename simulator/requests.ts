import type { Dialect } from "./call.js";

/** One request of the API as it arrived, and the status it got. */
export interface RequestRecord {
  method: string;
  /** Path behind the dialect's prefix, such as `/accounts/9500249/orders`. */
  path: string;
  /** The path of the endpoint that it reached, as `/accounts/:account/orders`; undefined when there is none. */
  endpoint?: string;
  query: Record<string, string>;
  body: string;
  dialect: Dialect;
  /** 0 while it runs, and for good when the connection was cut instead of an answer. */
  status: number;
  at: number;
  /** The fault that hit it. */
  fault?: string;
  /** The connection it came over, to see whether connections are kept. */
  connection: number;
}

/** All requests of the API, oldest first; requests for tokens are not among them. */
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
    return this.since(mark).filter((request) => request.method !== "GET");
  }

  /** Requests of a method whose path matches, since a mark. */
  matching(method: string, path: RegExp, mark = 0): RequestRecord[] {
    return this.since(mark).filter((request) => request.method === method && path.test(request.path));
  }
}
