import { BinaryWriter } from "google-protobuf";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";

/** A resource for `pulumi import`, as a converter answers it. */
export interface ImportedResource {
  type: string;
  /** The variable of the generated program. */
  name: string;
  /** The resource's name in the state. */
  logicalName: string;
  id: string;
  /** With outputs, the engine reads nothing. */
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** A line for the screen. */
export interface Diagnostic {
  severity: "error" | "warning";
  summary: string;
}

/**
 * Encodes a `ConvertStateResponse`. By hand: the generated code of the package that Node 20 can run lacks the fields for inputs and
 * outputs (docs/maintainers/engine.md#converter).
 */
export function encodeAnswer(resources: readonly ImportedResource[], diagnostics: readonly Diagnostic[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const resource of resources) writer.writeBytes(1, encodeResource(resource));
  for (const { severity, summary } of diagnostics) {
    const part = new BinaryWriter();
    part.writeEnum(1, severity === "error" ? 1 : 2);
    part.writeString(2, summary);
    writer.writeBytes(2, part.getResultBuffer());
  }
  return writer.getResultBuffer();
}

function encodeResource({ type, name, id, logicalName, inputs, outputs }: ImportedResource): Uint8Array {
  const writer = new BinaryWriter();
  writer.writeString(1, type);
  writer.writeString(2, name);
  writer.writeString(3, id);
  writer.writeString(6, logicalName);
  writer.writeBytes(14, structOf(inputs));
  writer.writeBytes(15, structOf(outputs));
  return writer.getResultBuffer();
}

function structOf(values: Record<string, unknown>): Uint8Array {
  return Struct.fromJavaScript(values as Parameters<typeof Struct.fromJavaScript>[0]).serializeBinary();
}
