// A plugin that does nothing: what the engine, gRPC and Node.js cost by themselves. It answers for the same resources as the
// provider. NOOP_OUTPUTS: a file with the outputs of each type, so that the state has the same size. NOOP_SLEEP_MS: how long a create
// and a delete take. NOOP_SCHEMA: a file.
const { readFileSync } = require("node:fs");
const grpc = require("@grpc/grpc-js");
const providerGrpc = require("@pulumi/pulumi/proto/provider_grpc_pb.js");
const providerPb = require("@pulumi/pulumi/proto/provider_pb.js");
const pluginPb = require("@pulumi/pulumi/proto/plugin_pb.js");
const emptyPb = require("google-protobuf/google/protobuf/empty_pb.js");
const structPb = require("google-protobuf/google/protobuf/struct_pb.js");

const { NOOP_OUTPUTS, NOOP_SCHEMA, NOOP_SLEEP_MS = "0" } = process.env;
const outputs = NOOP_OUTPUTS ? JSON.parse(readFileSync(NOOP_OUTPUTS, "utf8")) : {};
const wait = () => new Promise((resolve) => setTimeout(resolve, Number(NOOP_SLEEP_MS)));
let made = 0;

const methods = {
  getPluginInfo: () => filled(new pluginPb.PluginInfo(), { Version: "0.1.0" }),
  getSchema: () =>
    filled(new providerPb.GetSchemaResponse(), { Schema: NOOP_SCHEMA ? readFileSync(NOOP_SCHEMA, "utf8") : "{}" }),
  handshake: () => filled(new providerPb.ProviderHandshakeResponse(), { AcceptSecrets: true }),
  checkConfig: (request) => filled(new providerPb.CheckResponse(), { Inputs: request.getNews() }),
  diffConfig: () => new providerPb.DiffResponse(),
  configure: () => filled(new providerPb.ConfigureResponse(), { Acceptsecrets: true, Supportspreview: true }),
  cancel: () => new emptyPb.Empty(),
  check: (request) => filled(new providerPb.CheckResponse(), { Inputs: request.getNews() }),
  diff: () => filled(new providerPb.DiffResponse(), { Changes: providerPb.DiffResponse.DiffChanges.DIFF_NONE }),
  async create(request) {
    const response = new providerPb.CreateResponse();
    if (request.getPreview()) return filled(response, { Properties: request.getProperties() });
    await wait();
    const type = request.getUrn().split("::")[2].split(":").at(-1);
    const state = { ...request.getProperties().toJavaScript(), ...outputs[type] };
    made += 1;
    return filled(response, { Id: `none-${made}`, Properties: structPb.Struct.fromJavaScript(state) });
  },
  read: (request) =>
    filled(new providerPb.ReadResponse(), {
      Id: request.getId(),
      Properties: request.getProperties(),
      Inputs: request.getInputs(),
    }),
  update: (request) => filled(new providerPb.UpdateResponse(), { Properties: request.getNews() }),
  async delete() {
    await wait();
    return new emptyPb.Empty();
  },
};

function filled(message, parts) {
  for (const [name, value] of Object.entries(parts)) message[`set${name}`](value);
  return message;
}

const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(
  providerGrpc.ResourceProviderService,
  Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [
      name,
      (call, callback) => Promise.resolve(method(call.request)).then((answer) => callback(null, answer), callback),
    ]),
  ),
);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_error, port) => console.log(port));
process.on("SIGINT", () => process.exit());
process.on("SIGTERM", () => process.exit());
