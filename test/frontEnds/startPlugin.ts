import grpc from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import { onTestFinished } from "vitest";
import { serve } from "../../provider/pulumi/plugin/serve.js";
import { bagOf, structOf } from "../../provider/pulumi/values/struct.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { fromWire, toWire } from "../../provider/pulumi/values/wire.js";
import { startEngine } from "../pulumi/toyServer.js";
import { type Made, quick, refuse, type Start } from "./run.js";

/** The plugin, by gRPC as the engine uses it. */
export const startPlugin: Start = async (
  environment,
  settings = {},
  { stack = "dev", key = "state", sight, memory } = {},
) => {
  const engine = await startEngine();
  const plugin = await serve(
    { ...quick, load: async () => ({ ...quick, sight, memory }) },
    { argv: ["node", "plugin", engine.address], env: environment },
  );
  const address = `127.0.0.1:${plugin.port}`;
  const client = new providerGrpc.ResourceProviderClient(address, grpc.credentials.createInsecure());
  onTestFinished(() => {
    client.close();
    return plugin.stop();
  });
  const call = <Response>(method: string, request: unknown) =>
    new Promise<Response>((resolve, reject) => {
      const unary = client[method as "check"] as unknown as (
        request: unknown,
        callback: (error: Error | null, response: Response) => void,
      ) => void;
      unary.call(client, request, (error, response) => (error ? reject(error) : resolve(response)));
    });
  const struct = (values: Values) => structOf(toWire(values));
  const about = <T extends { setUrn(urn: string): unknown; setType(type: string): unknown }>(
    request: T,
    type: string,
    name: string,
  ) => {
    request.setUrn(`urn:pulumi:${stack}::test::bandwidth:index:${type}::${name}`);
    request.setType(`bandwidth:index:${type}`);
    return request;
  };
  const configuration = new providerPb.ConfigureRequest();
  configuration.setArgs(struct(settings));
  configuration.setId(key);
  await call("configure", configuration);

  const checked = async (type: string, name: string, inputs: Values, olds: Values) => {
    const request = about(new providerPb.CheckRequest(), type, name);
    request.setNews(struct(inputs));
    request.setOlds(struct(olds));
    const response = await call<InstanceType<typeof providerPb.CheckResponse>>("check", request);
    refuse(response.getFailuresList().map((failure) => failure.toObject()));
    return fromWire(bagOf(response.getInputs()));
  };
  const create = async (type: string, name: string, inputs: Values, preview: boolean) =>
    createChecked(type, name, await checked(type, name, inputs, {}), preview);
  const createChecked = async (type: string, name: string, good: Values, preview = false) => {
    const request = about(new providerPb.CreateRequest(), type, name);
    request.setProperties(struct(good));
    request.setPreview(preview);
    const response = await call<InstanceType<typeof providerPb.CreateResponse>>("create", request);
    return { id: response.getId(), state: fromWire(bagOf(response.getProperties())) };
  };
  const update = async (type: string, name: string, made: Made, inputs: Values, preview: boolean) =>
    updateChecked(type, name, made, await checked(type, name, inputs, made.state), preview);
  const updateChecked = async (type: string, name: string, { id, state }: Made, good: Values, preview = false) => {
    const request = about(new providerPb.UpdateRequest(), type, name);
    request.setId(id);
    request.setOlds(struct(state));
    request.setOldInputs(struct(state));
    request.setNews(struct(good));
    request.setPreview(preview);
    const response = await call<InstanceType<typeof providerPb.UpdateResponse>>("update", request);
    return { id, state: fromWire(bagOf(response.getProperties())) };
  };
  return {
    lines: engine.lines,
    async preview(type, name, inputs, before) {
      if (!before) return void (await create(type, name, inputs, true));
      const request = about(new providerPb.DiffRequest(), type, name);
      request.setId(before.id);
      request.setOlds(struct(before.state));
      request.setOldInputs(struct(before.state));
      request.setNews(struct(await checked(type, name, inputs, before.state)));
      const answer = await call<InstanceType<typeof providerPb.DiffResponse>>("diff", request);
      if (answer.getReplacesList().length > 0) await create(type, name, inputs, true);
      else await update(type, name, before, inputs, true);
    },
    async differs(type, name, { id, state }, inputs) {
      const request = about(new providerPb.DiffRequest(), type, name);
      request.setId(id);
      request.setOlds(struct(state));
      request.setOldInputs(struct(state));
      request.setNews(struct(await checked(type, name, inputs, state)));
      const answer = await call<InstanceType<typeof providerPb.DiffResponse>>("diff", request);
      return answer.getChanges() === providerPb.DiffResponse.DiffChanges.DIFF_SOME;
    },
    create: (type, name, inputs) => create(type, name, inputs, false),
    async read(type, name, { id, state }) {
      const request = about(new providerPb.ReadRequest(), type, name);
      request.setId(id);
      request.setInputs(struct(state));
      request.setProperties(struct(state));
      const response = await call<InstanceType<typeof providerPb.ReadResponse>>("read", request);
      return response.getId() === ""
        ? undefined
        : { id: response.getId(), state: fromWire(bagOf(response.getProperties())) };
    },
    update: (type, name, made, inputs) => update(type, name, made, inputs, false),
    async remove(type, name, { id, state }) {
      const request = about(new providerPb.DeleteRequest(), type, name);
      request.setId(id);
      request.setProperties(struct(state));
      await call("delete", request);
    },
    async register(type, name, inputs, before) {
      const good = await checked(type, name, inputs, before?.state ?? {});
      if (!before) return { checked: good, changes: true, replaces: false, deleteBeforeReplace: false };
      const request = about(new providerPb.DiffRequest(), type, name);
      request.setId(before.id);
      request.setOlds(struct(before.state));
      request.setOldInputs(struct(before.state));
      request.setNews(struct(good));
      const answer = await call<InstanceType<typeof providerPb.DiffResponse>>("diff", request);
      return {
        checked: good,
        changes: answer.getChanges() === providerPb.DiffResponse.DiffChanges.DIFF_SOME,
        replaces: answer.getReplacesList().length > 0,
        deleteBeforeReplace: answer.getDeletebeforereplace(),
      };
    },
    createChecked: (type, name, good) => createChecked(type, name, good),
    updateChecked: (type, name, made, good) => updateChecked(type, name, made, good),
    async import(type, name, id) {
      const request = about(new providerPb.ReadRequest(), type, name);
      request.setId(id);
      const response = await call<InstanceType<typeof providerPb.ReadResponse>>("read", request);
      if (response.getId() === "") throw new Error(`nothing to import: ${id}`);
      return { id: response.getId(), state: fromWire(bagOf(response.getProperties())) };
    },
  };
};
