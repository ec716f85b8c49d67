import grpc from "@grpc/grpc-js";
import engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import enginePb from "@pulumi/pulumi/proto/engine_pb.js";
import { printable } from "../values/printable.js";

const SEVERITY = { debug: 0, info: 1, warning: 2, error: 3 } as const;

const DIRECT = { "grpc.enable_http_proxy": 0 };

/** The part of the engine that a provider talks to: lines for the user's screen. */
export interface Engine {
  /** An ephemeral line is shown beside the resource and disappears when the resource is done. */
  log(severity: "debug" | "info" | "warning", message: string, urn?: string, ephemeral?: boolean): void;
  /** Waits until the engine has every line. A line that comes after the answer stays beside a finished resource. */
  flush(): Promise<void>;
  close(): void;
}

/** Talks to the engine at `address`. Without one (unit tests, some hosts) it is silent. */
export function connectEngine(address: string | undefined): Engine {
  if (!address) return { log: () => {}, flush: async () => {}, close: () => {} };
  // The engine runs on this machine, and no proxy leads here. But gRPC would use the proxy of `https_proxy`.
  const client = new engineGrpc.EngineClient(address, grpc.credentials.createInsecure(), DIRECT);
  let last = Promise.resolve();
  return {
    log(severity, message, urn = "", ephemeral = false) {
      const request = new enginePb.LogRequest();
      request.setSeverity(SEVERITY[severity]);
      request.setMessage(printable(message));
      request.setUrn(urn);
      request.setEphemeral(ephemeral);
      // One after the other: lines sent side by side overtake each other. A line that doesn't arrive is no reason to fail.
      last = last.then(() => new Promise((resolve) => client.log(request, () => resolve())));
    },
    flush: () => last,
    close: () => client.close(),
  };
}
