import { isTurnedAway } from "../../../../provider-bridge/clients/talos/turned-away";
import { GrpcStatus } from "../../../../wire/grpc/status";

test.each([
  [GrpcStatus.UNAVAILABLE, "Stream refused by server", true],
  [GrpcStatus.INTERNAL, "Failed to start HTTP/2 stream with error New streams cannot be created after a GOAWAY", true],
  [GrpcStatus.UNAVAILABLE, "Connection dropped", false],
  [GrpcStatus.UNAVAILABLE, "the peer says: Stream refused by server", false],
  [GrpcStatus.UNAVAILABLE, "stream terminated by RST_STREAM with error code: REFUSED_STREAM", false],
  [GrpcStatus.CANCELLED, "Stream refused by server", false],
  [GrpcStatus.INTERNAL, "Received RST_STREAM with code 2 (Internal server error)", false],
])("status %d, %j: turned away is %p", (code, details, expected) => {
  expect(isTurnedAway({ code, details })).toBe(expected);
});
