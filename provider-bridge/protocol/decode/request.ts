import { GrpcError, GrpcStatus } from "../../../wire/grpc/status";
import type { MessageNames } from "../../../wire/protobuf";
import { type Messages, tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";

/**
 * The message of a request.
 *
 * @throws GrpcError with INVALID_ARGUMENT when the bytes are no such message.
 */
export function decodeRequest<Name extends MessageNames<Messages>>(name: Name, bytes: Uint8Array): Messages[Name] {
  try {
    return tfplugin6.decode(name, bytes);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new GrpcError(GrpcStatus.INVALID_ARGUMENT, error.message, { cause: error });
  }
}
