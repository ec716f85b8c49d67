import grpc from "@grpc/grpc-js";
import engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb.js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { ListResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import statusPb from "@pulumi/pulumi/proto/status_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import { onTestFinished } from "vitest";
import { serve } from "../../provider/pulumi/plugin/serve.js";
import { bagOf, structOf } from "../../provider/pulumi/values/struct.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { fromWire, toWire } from "../../provider/pulumi/values/wire.js";
import { type Shelf, toyPackage } from "./toy.js";

export const THING = "toy:index:Thing";
export const URN = "urn:pulumi:dev::toys::toy:index:Thing::one";

type Method = keyof typeof providerGrpc.ResourceProviderService;
type Callback = (error: grpc.ServiceError | null, response: unknown) => void;

/** The toy's plugin in this process, and a real gRPC client at it. */
export async function startToy(options: { env?: Record<string, string>; shelf?: Shelf; engine?: string } = {}) {
  const shelf: Shelf = options.shelf ?? { things: {}, requests: [] };
  const argv = ["node", "plugin.cjs", "--logtostderr", ...(options.engine ? [options.engine] : [])];
  const pack = toyPackage(shelf);
  const plugin = await serve({ ...pack, load: async () => pack }, { argv, env: options.env ?? {} });
  const client = new providerGrpc.ResourceProviderClient(
    `127.0.0.1:${plugin.port}`,
    grpc.credentials.createInsecure(),
    { "grpc.max_receive_message_length": -1 },
  );
  onTestFinished(() => {
    client.close();
    return plugin.stop();
  });

  const call = <Response>(method: Method, request: unknown): Promise<Response> =>
    new Promise((resolve, reject) => {
      const unary = client[method as "getPluginInfo"] as unknown as (request: unknown, callback: Callback) => void;
      unary.call(client, request, (error, response) => (error ? reject(error) : resolve(response as Response)));
    });
  return { shelf, client, call, port: plugin.port, ...resourceCalls(call) };
}

type Call = Awaited<ReturnType<typeof startToy>>["call"];

function resourceCalls(call: <Response>(method: Method, request: unknown) => Promise<Response>) {
  const address = <T extends { setUrn(urn: string): unknown; setType(type: string): unknown }>(
    request: T,
    type: string,
  ) => {
    request.setUrn(URN);
    request.setType(type);
    return request;
  };
  return {
    async configure(args: Values = { accountId: "99" }, id = "provider-id") {
      const request = new providerPb.ConfigureRequest();
      request.setArgs(struct(args));
      if (id) request.setId(id);
      return call<InstanceType<typeof providerPb.ConfigureResponse>>("configure", request);
    },
    async check(news: Values, type = THING, olds: Values = {}) {
      const request = address(new providerPb.CheckRequest(), type);
      request.setNews(struct(news));
      request.setOlds(struct(olds));
      return readCheck(await call("check", request));
    },
    async checkConfig(news: Values) {
      const request = new providerPb.CheckRequest();
      request.setNews(struct(news));
      return readCheck(await call("checkConfig", request));
    },
    async diffConfig(olds: Values, news: Values) {
      const request = new providerPb.DiffRequest();
      request.setOldInputs(struct(olds));
      request.setNews(struct(news));
      return readDiff(await call("diffConfig", request));
    },
    async diff(given: { state: Values; news: Values; oldInputs?: Values; ignoreChanges?: string[]; type?: string }) {
      const request = address(new providerPb.DiffRequest(), given.type ?? THING);
      request.setId("t1");
      request.setOlds(struct(given.state));
      request.setOldInputs(struct(given.oldInputs ?? given.state));
      request.setNews(struct(given.news));
      request.setIgnorechangesList(given.ignoreChanges ?? []);
      return readDiff(await call("diff", request));
    },
    async create(inputs: Values, options: { preview?: boolean; timeout?: number } = {}) {
      const request = address(new providerPb.CreateRequest(), THING);
      request.setProperties(struct(inputs));
      request.setPreview(options.preview ?? false);
      request.setTimeout(options.timeout ?? 0);
      const response = await call<InstanceType<typeof providerPb.CreateResponse>>("create", request);
      return { id: response.getId(), properties: values(response.getProperties()) };
    },
    async read(id: string, inputs?: Values, state?: Values) {
      const request = address(new providerPb.ReadRequest(), THING);
      request.setId(id);
      if (inputs) request.setInputs(struct(inputs));
      if (state) request.setProperties(struct(state));
      const response = await call<InstanceType<typeof providerPb.ReadResponse>>("read", request);
      return {
        id: response.getId(),
        inputs: response.hasInputs() ? values(response.getInputs()) : undefined,
        properties: response.hasProperties() ? values(response.getProperties()) : undefined,
      };
    },
    async update(given: { id: string; state: Values; news: Values; preview?: boolean }) {
      const request = address(new providerPb.UpdateRequest(), THING);
      request.setId(given.id);
      request.setOlds(struct(given.state));
      request.setOldInputs(struct(given.state));
      request.setNews(struct(given.news));
      request.setPreview(given.preview ?? false);
      const response = await call<InstanceType<typeof providerPb.UpdateResponse>>("update", request);
      return values(response.getProperties());
    },
    async remove(id: string, state: Values) {
      const request = address(new providerPb.DeleteRequest(), THING);
      request.setId(id);
      request.setProperties(struct(state));
      await call("delete", request);
    },
    async invoke(token: string, args: Values) {
      const request = new providerPb.InvokeRequest();
      request.setTok(token);
      request.setArgs(struct(args));
      const response = await call<InstanceType<typeof providerPb.InvokeResponse>>("invoke", request);
      return { found: values(response.getReturn()) };
    },
    cancel: () => call("cancel", new emptyPb.Empty()),
  };
}

export async function list(
  client: InstanceType<typeof providerGrpc.ResourceProviderClient>,
  options: { type?: string; query?: Values; limit?: number; pageSize?: number; token?: string } = {},
) {
  const request = new providerPb.ListRequest();
  request.setToken(options.type ?? THING);
  request.setQuery(struct(options.query ?? {}));
  request.setLimit(options.limit ?? 0);
  request.setPageSize(options.pageSize ?? 0);
  request.setContinuationToken(options.token ?? "");
  const ids: string[] = [];
  let token: string | undefined;
  let computed = false;
  await new Promise<void>((resolve, reject) => {
    const stream = client.list(request);
    stream.on("data", (response: ListResponse) => {
      if (response.hasResult()) ids.push(response.getResult()?.getId() ?? "");
      if (response.hasContinuation()) token = response.getContinuation()?.getContinuationToken();
      computed ||= response.hasComputed();
    });
    stream.on("error", reject);
    stream.on("end", resolve);
  });
  return { ids, token, computed };
}

/** The details of an error: what the engine looks at. */
export function detailOf(error: unknown): { type: string; bytes: Uint8Array } | undefined {
  const [packed] = (error as grpc.ServiceError).metadata.get("grpc-status-details-bin");
  if (!packed) return undefined;
  const [any] = statusPb.Status.deserializeBinary(new Uint8Array(packed as Buffer)).getDetailsList();
  return any && { type: any.getTypeName(), bytes: any.getValue_asU8() };
}

export function initFailure(error: unknown) {
  const detail = detailOf(error);
  if (detail?.type !== "pulumirpc.ErrorResourceInitFailed") throw error;
  const failed = providerPb.ErrorResourceInitFailed.deserializeBinary(detail.bytes);
  return { id: failed.getId(), properties: values(failed.getProperties()), reasons: failed.getReasonsList() };
}

/** An engine that only writes down what it is told. */
export async function startEngine() {
  const lines: { severity: number; message: string; urn: string; ephemeral: boolean }[] = [];
  const server = new grpc.Server();
  server.addService(engineGrpc.EngineService as unknown as grpc.ServiceDefinition, {
    log: (call: grpc.ServerUnaryCall<LogRequest, unknown>, callback: grpc.sendUnaryData<unknown>) => {
      const { severity, message, urn, ephemeral } = call.request.toObject();
      lines.push({ severity, message, urn, ephemeral });
      callback(null, new emptyPb.Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  onTestFinished(() => server.forceShutdown());
  return { lines, address: `127.0.0.1:${port}` };
}

export function struct(bag: Values) {
  return structOf(toWire(bag));
}

function values(bag: Parameters<typeof bagOf>[0]): Values {
  return fromWire(bagOf(bag));
}

function readCheck(response: InstanceType<typeof providerPb.CheckResponse>) {
  return { inputs: values(response.getInputs()), failures: response.getFailuresList().map((item) => item.toObject()) };
}

function readDiff(response: InstanceType<typeof providerPb.DiffResponse>) {
  const { DIFF_NONE, DIFF_SOME } = providerPb.DiffResponse.DiffChanges;
  const detailed: Record<string, { kind: number; inputDiff: boolean }> = {};
  response.getDetaileddiffMap().forEach((entry, path) => {
    detailed[path] = { kind: entry.getKind(), inputDiff: entry.getInputdiff() };
  });
  return {
    changes: { [DIFF_NONE]: "none", [DIFF_SOME]: "some" }[response.getChanges() as number] ?? "unknown",
    diffs: response.getDiffsList(),
    replaces: response.getReplacesList(),
    stables: response.getStablesList(),
    deleteBeforeReplace: response.getDeletebeforereplace(),
    detailed,
  };
}

export type { Call };
