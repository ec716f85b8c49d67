import grpc from "@grpc/grpc-js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import statusPb from "@pulumi/pulumi/proto/status_pb.js";
import anyPb from "google-protobuf/google/protobuf/any_pb.js";
import type { PropertyFailure } from "../definition/check.js";
import { Refused } from "../definition/errors.js";
import { NewerState } from "../run/format.js";
import { Elsewhere } from "../run/world.js";
import { printable } from "../values/printable.js";
import { structOf } from "../values/struct.js";
import type { Values } from "../values/values.js";
import { toWire } from "../values/wire.js";

/** An error answer to the engine, of a certain kind. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  constructor(
    readonly code: grpc.status,
    message: string,
    readonly detail?: { type: string; bytes: Uint8Array },
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Something was created or changed and must be saved, although the rest failed (docs/maintainers/engine.md#errors). */
export function initFailed(id: string, properties: Values, cause: Error): RpcError {
  const message = printable(cause.message);
  const detail = new providerPb.ErrorResourceInitFailed();
  detail.setId(id);
  detail.setProperties(structOf(toWire(properties)));
  detail.setReasonsList([message]);
  const bytes = detail.serializeBinary();
  return new RpcError(grpc.status.UNKNOWN, message, { type: "pulumirpc.ErrorResourceInitFailed", bytes }, { cause });
}

/** Missing configuration. The CLI answers with the command that sets it, so `name` is the full key. */
export function missingKeys(keys: readonly { name: string; description: string }[]): RpcError {
  const detail = new providerPb.ConfigureErrorMissingKeys();
  for (const { name, description } of keys) {
    const key = new providerPb.ConfigureErrorMissingKeys.MissingKey();
    key.setName(name);
    key.setDescription(description);
    detail.addMissingkeys(key);
  }
  const message = `missing configuration: ${keys.map((key) => key.name).join(", ")}`;
  const bytes = detail.serializeBinary();
  return new RpcError(grpc.status.INVALID_ARGUMENT, message, { type: "pulumirpc.ConfigureErrorMissingKeys", bytes });
}

/** Everything that is wrong, in one message. */
export function invalid(failures: readonly PropertyFailure[]): RpcError {
  const lines = failures.map(({ property, reason }) => (property ? `${property} ${reason}` : reason));
  return new RpcError(grpc.status.INVALID_ARGUMENT, lines.join("; "));
}

/** Any thrown value, as gRPC sends it. */
export function toServiceError(error: unknown): grpc.ServerErrorResponse & Partial<grpc.StatusObject> {
  const thrown = error instanceof Error ? error : new Error(String(error));
  const message = printable(thrown.message || thrown.name);
  const metadata = new grpc.Metadata();
  const code = codeOf(thrown);
  if (thrown instanceof RpcError && thrown.detail) {
    // Details of an error travel in this header. The library has no other way for them (docs/maintainers/engine.md#errors).
    metadata.set("grpc-status-details-bin", packed(code, message, thrown.detail));
  }
  return { name: thrown.name, message, code, details: message, metadata };
}

/** UNKNOWN tells the engine that the call may have acted. A refused call hasn't. */
function codeOf(error: Error): grpc.status {
  if (error instanceof RpcError) return error.code;
  if (error instanceof Elsewhere || error instanceof NewerState) return grpc.status.FAILED_PRECONDITION;
  return error instanceof Refused ? grpc.status.INVALID_ARGUMENT : grpc.status.UNKNOWN;
}

function packed(code: grpc.status, message: string, detail: { type: string; bytes: Uint8Array }): Buffer {
  const any = new anyPb.Any();
  any.pack(detail.bytes, detail.type);
  const status = new statusPb.Status();
  status.setCode(code);
  status.setMessage(message);
  status.addDetails(any);
  return Buffer.from(status.serializeBinary());
}
