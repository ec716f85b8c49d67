import grpc from "@grpc/grpc-js";
import converterPb from "@pulumi/pulumi/proto/converter_pb.js";
import type { Environment } from "../setPassword.js";
import { encodeAnswer } from "./answer.js";
import { convert } from "./converter.js";

/** Accounts of many numbers exceed gRPC's default of 4 MB. */
const OPTIONS = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

type Request = InstanceType<typeof converterPb.ConvertStateRequest>;

/** The one method of a converter that has something to convert. The others are unimplemented. */
const service = {
  convertState: {
    path: "/pulumirpc.Converter/ConvertState",
    requestStream: false,
    responseStream: false,
    requestSerialize: (request: Request) => Buffer.from(request.serializeBinary()),
    requestDeserialize: (bytes: Buffer) => converterPb.ConvertStateRequest.deserializeBinary(bytes),
    responseSerialize: (bytes: Uint8Array) => Buffer.from(bytes),
    responseDeserialize: (bytes: Buffer): Uint8Array => bytes,
  },
} as const;

/** Serves `pulumi import --from bandwidth`. Returns the port. */
export async function serveConverter(environment: Environment): Promise<number> {
  const server = new grpc.Server(OPTIONS);
  const convertState: grpc.handleUnaryCall<Request, Uint8Array> = ({ request }, callback) => {
    convert(request.getArgsList(), environment, (line) => console.error(line)).then(
      ({ resources, diagnostics }) => callback(null, encodeAnswer(resources, diagnostics)),
      (error: unknown) =>
        callback({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) }),
    );
  };
  server.addService(service, { convertState });
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}
