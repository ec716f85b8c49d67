import type grpc from "@grpc/grpc-js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb.js";
import pluginPb from "@pulumi/pulumi/proto/plugin_pb.js";
import type { ListRequest, ListResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import type { PackageDefinition } from "../definition/package.js";
import { checkConfig, configure, diffConfig, handshake } from "./config.js";
import { toServiceError } from "./errors.js";
import { invoke } from "./invoke.js";
import { list } from "./list.js";
import { check, create, diff, read, remove, update } from "./resources.js";
import type { ServerSession } from "./session.js";

/**
 * The methods of a plugin (docs/maintainers/engine.md#methods), by name. Methods that aren't in this table (Parameterize,
 * Construct, Call) answer with UNIMPLEMENTED. By that, the engine knows that the provider doesn't have them.
 */
export function providerMethods<Api>(session: ServerSession<Api>): grpc.UntypedServiceImplementation {
  const { pack } = session;
  return {
    handshake: unary(session, handshake),
    attach: unary(session, async (_session, request: PluginAttach) => {
      session.attach(request.getAddress());
      return new emptyPb.Empty();
    }),
    getPluginInfo: unary(session, async () => {
      const info = new pluginPb.PluginInfo();
      info.setVersion(pack.version);
      return info;
    }),
    getSchema: unary(session, async () => {
      const response = new providerPb.GetSchemaResponse();
      response.setSchema(await schemaOf(pack));
      return response;
    }),
    // For converters from other tools. There is nothing to convert from.
    getMapping: unary(session, async () => new providerPb.GetMappingResponse()),
    getMappings: unary(session, async () => new providerPb.GetMappingsResponse()),

    checkConfig: unary(session, checkConfig),
    diffConfig: unary(session, diffConfig),
    configure: unary(session, configure),
    cancel: unary(session, async () => {
      session.cancel();
      return new emptyPb.Empty();
    }),

    check: unary(session, check),
    diff: unary(session, diff),
    create: unary(session, create),
    read: unary(session, read),
    update: unary(session, update),
    delete: unary(session, remove),
    list: (call: grpc.ServerWritableStream<ListRequest, ListResponse>) => streamList(session, call),
    invoke: unary(session, invoke),
  };
}

const schemas = new WeakMap<object, Promise<string>>();

/** Every run of a YAML program asks for it, and making it takes longer than everything else in a small run. */
function schemaOf<Api>(pack: PackageDefinition<Api>): Promise<string> {
  const schema = schemas.get(pack) ?? pack.schema?.() ?? makeSchema(pack);
  schemas.set(pack, schema);
  return schema;
}

async function makeSchema<Api>(pack: PackageDefinition<Api>): Promise<string> {
  const { packageSchema } = await import("../schema/schema.js");
  return JSON.stringify(packageSchema(pack));
}

/** A method that returns one answer, or an error. */
function unary<Api, Request, Response>(
  session: ServerSession<Api>,
  method: (session: ServerSession<Api>, request: Request, signal: AbortSignal) => Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    method(session, call.request, untilHangUp(session, call)).then(
      (response) => callback(null, response),
      (error: unknown) => callback(toServiceError(error)),
    );
  };
}

async function streamList<Api>(
  session: ServerSession<Api>,
  call: grpc.ServerWritableStream<ListRequest, ListResponse>,
) {
  const signal = untilHangUp(session, call);
  try {
    for await (const response of list(session, call.request, signal)) {
      if (signal.aborted) return;
      call.write(response);
    }
    call.end();
  } catch (error) {
    call.emit("error", toServiceError(error));
  }
}

/**
 * For look-ups: nobody waits for the answer after the caller hung up. Operations on resources run to their own end, because
 * their answer may carry what was bought.
 */
function untilHangUp<Api>(
  session: ServerSession<Api>,
  call: { on(event: "cancelled", listener: () => void): unknown },
): AbortSignal {
  const hungUp = new AbortController();
  call.on("cancelled", () => hungUp.abort());
  return AbortSignal.any([session.signal, hungUp.signal]);
}
