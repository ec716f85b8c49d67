import grpc from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { PluginPackage } from "../definition/package.js";
import { firstAnswers } from "./firstAnswers.js";
import type { ServerSession } from "./session.js";

/** Property bags of big stacks exceed gRPC's default of 4 MB. */
const OPTIONS = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

interface Plugin {
  port: number;
  /** Stops the waits, lets every running call answer, then closes. */
  stop(): Promise<void>;
}

/** What `serve` needs from a process. */
export interface Host {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Serves a package. It loads what answers calls about resources with the first of them, and not before the port is known, so that
 * the engine works meanwhile.
 */
export async function serve<Api>(plugin: PluginPackage<Api>, host: Host): Promise<Plugin> {
  const server = new grpc.Server(OPTIONS);
  let session: ServerSession<Api> | undefined;
  let loading: Promise<grpc.UntypedServiceImplementation> | undefined;
  const methods = async () => {
    const [pack, { ServerSession }, { providerMethods }] = await Promise.all([
      plugin.load(),
      import("./session.js"),
      import("./server.js"),
    ]);
    session = new ServerSession(pack, host.env, engineAddress(host.argv));
    return providerMethods(session);
  };
  server.addService(
    providerGrpc.ResourceProviderService,
    deferred(firstAnswers(plugin), () => {
      loading ??= methods();
      return loading;
    }),
  );
  const port = await listen(server);
  return {
    port,
    stop: () => {
      session?.cancel();
      return new Promise((resolve) => server.tryShutdown(() => resolve()));
    },
  };
}

/** The engine gives its address as the only argument that is no flag (docs/maintainers/engine.md#start-and-stop). */
function engineAddress(argv: readonly string[]): string | undefined {
  return argv.slice(2).find((argument) => /^[^-].*:\d+$/.test(argument));
}

type Unary = grpc.handleUnaryCall<unknown, unknown>;

/** Every method of the service, each looked up at its first call. */
function deferred(
  first: Readonly<Record<string, () => Promise<unknown>>>,
  methods: () => Promise<grpc.UntypedServiceImplementation>,
): grpc.UntypedServiceImplementation {
  const service = providerGrpc.ResourceProviderService as unknown as grpc.ServiceDefinition;
  const unimplemented = { code: grpc.status.UNIMPLEMENTED, details: "this provider has no such method" };
  const entries = Object.entries(service).map(([name, { responseStream }]) => {
    const unary: Unary = (call, callback) => {
      const failed = (error: unknown) => callback({ code: grpc.status.INTERNAL, details: String(error) });
      const answer = first[name];
      if (answer) answer().then((response) => callback(null, response), failed);
      else methods().then((table) => ((table[name] as Unary | undefined) ?? refuse)(call, callback), failed);
    };
    const stream: grpc.handleServerStreamingCall<unknown, unknown> = (call) => {
      methods().then(
        (table) => (table[name] as grpc.handleServerStreamingCall<unknown, unknown>)(call),
        (error: unknown) => call.emit("error", { code: grpc.status.INTERNAL, details: String(error) }),
      );
    };
    return [name, responseStream ? stream : unary] as const;
  });
  const refuse: Unary = (_call, callback) => callback(unimplemented);
  return Object.fromEntries(entries);
}

function listen(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}
