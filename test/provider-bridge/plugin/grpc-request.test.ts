import { readRequestHeaders } from "../../../provider-bridge/plugin/grpc-request";
import { GrpcStatus } from "../../../wire/grpc/status";

const headers = { ":method": "POST", ":path": "/a/b", "content-type": "application/grpc" };

describe("readRequestHeaders", () => {
  it("accepts an ordinary call", () => {
    expect(readRequestHeaders(headers)).toEqual({
      kind: "accepted",
      path: "/a/b",
      timeoutMs: undefined,
      encoding: undefined,
    });
  });

  it("passes on time-out and encoding", () => {
    const request = readRequestHeaders({ ...headers, "grpc-timeout": "5S", "grpc-encoding": "gzip" });
    expect(request).toMatchObject({ timeoutMs: 5_000, encoding: "gzip" });
  });

  it.each(["GET", "PUT", "post", ""])("refuses method %j", (method) => {
    expect(readRequestHeaders({ ...headers, ":method": method })).toEqual({ kind: "refused", httpStatus: 405 });
  });

  it.each(["", "text/plain", "application/grpcx", "application/grpc-web", "xapplication/grpc"])(
    "refuses content type %j",
    (contentType) => {
      const request = readRequestHeaders({ ...headers, "content-type": contentType });
      expect(request).toEqual({ kind: "refused", httpStatus: 415 });
    },
  );

  it("answers an unreadable time-out with INTERNAL and quotes no more than needed", () => {
    const request = readRequestHeaders({ ...headers, "grpc-timeout": "x".repeat(1_000) });
    expect(request).toMatchObject({ kind: "invalid", code: GrpcStatus.INTERNAL });
    expect(JSON.stringify(request).length).toBeLessThan(200);
  });
});
