import type grpc from "@grpc/grpc-js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb.js";
import type { InvokeRequest, InvokeResponse, ListRequest, ListResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
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
  return {
    handshake: unary(session, handshake),
    attach: unary(session, async (_session, request: PluginAttach) => {
      session.attach(request.getAddress());
      return new emptyPb.Empty();
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
    invoke: (call: grpc.ServerUnaryCall<InvokeRequest, InvokeResponse>, callback: grpc.sendUnaryData<InvokeResponse>) =>
      answer(invoke(session, call.request, untilHangUp(session, call)), callback),
  };
}

/**
 * A method that returns one answer, or an error. An operation on a resource runs to its own end, even if the caller hangs up:
 * its answer may carry what was bought.
 */
function unary<Api, Request, Response>(
  session: ServerSession<Api>,
  method: (session: ServerSession<Api>, request: Request) => Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => answer(method(session, call.request), callback);
}

function answer<Response>(work: Promise<Response>, callback: grpc.sendUnaryData<Response>): void {
  work.then(
    (response) => callback(null, response),
    (error: unknown) => callback(toServiceError(error)),
  );
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

/** For look-ups: nobody waits for the answer after the caller hung up. */
function untilHangUp<Api>(
  session: ServerSession<Api>,
  call: { on(event: "cancelled", listener: () => void): unknown },
): AbortSignal {
  const hungUp = new AbortController();
  call.on("cancelled", () => hungUp.abort());
  return AbortSignal.any([session.signal, hungUp.signal]);
}
