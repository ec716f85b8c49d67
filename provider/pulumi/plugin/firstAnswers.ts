import type grpc from "@grpc/grpc-js";
import pluginPb from "@pulumi/pulumi/proto/plugin_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import type { PluginPackage } from "../definition/package.js";

/**
 * The methods that need neither definitions nor settings. The engine starts some processes for these alone: a YAML program's first
 * one answers with the schema and ends.
 */
export function firstAnswers<Api>(plugin: PluginPackage<Api>): Record<string, () => Promise<unknown>> {
  return {
    async getPluginInfo() {
      const info = new pluginPb.PluginInfo();
      info.setVersion(plugin.version);
      return info;
    },
    getSchema: async () => new SchemaResponse(await plugin.schema()),
  } satisfies { [Method in keyof grpc.UntypedServiceImplementation]: () => Promise<unknown> };
}

/**
 * A schema that is text in UTF-8 already. To make it a JavaScript text, and that text bytes again, takes as long as everything
 * else at the start of a small run. Every run of a YAML program asks for it.
 */
class SchemaResponse extends providerPb.GetSchemaResponse {
  constructor(private readonly utf8: Uint8Array) {
    super();
  }

  override serializeBinary(): Uint8Array {
    const { length } = this.utf8;
    const head = [SCHEMA_FIELD];
    for (let left = length; ; left >>>= 7) {
      if (left < 0x80) return Buffer.concat([Uint8Array.from([...head, left]), this.utf8]);
      head.push((left & 0x7f) | 0x80);
    }
  }
}

/** Field 1 of the message, of the wire type that has a length: the schema. */
const SCHEMA_FIELD = 0x0a;
