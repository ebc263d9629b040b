import { GrpcError } from "../../../wire/grpc/status";

/**
 * What a method throws to answer with a code of gRPC. Its text is what the caller reads, so it speaks as Talos does.
 * Anything else that a method throws is answered as UNKNOWN with its message, which is what Go does with plain errors.
 */
export class TalosStatus extends GrpcError {
  override readonly name = "TalosStatus";
}
