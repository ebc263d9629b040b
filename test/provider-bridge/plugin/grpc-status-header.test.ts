import { encodeGrpcMessage, grpcStatusHeaders } from "../../../provider-bridge/plugin/grpc-status-header";

describe("encodeGrpcMessage", () => {
  it("keeps printable ASCII and encodes the rest of the UTF-8 form", () => {
    expect(encodeGrpcMessage('a ~!"\\')).toBe('a ~!"\\');
    expect(encodeGrpcMessage("100 %\r\n\t")).toBe("100 %25%0D%0A%09");
    expect(encodeGrpcMessage("ü€😀\x7f\0")).toBe("%C3%BC%E2%82%AC%F0%9F%98%80%7F%00");
  });

  it("can be decoded again, lone surrogates apart", () => {
    const text = Array.from({ length: 0x250 }, (_, index) => String.fromCodePoint(index)).join("");
    expect(decodeURIComponent(encodeGrpcMessage(text))).toBe(text);
    expect(decodeURIComponent(encodeGrpcMessage("\ud800x"))).toBe("\ufffdx");
  });

  it("cuts what is too long for a header, between characters", () => {
    const encoded = encodeGrpcMessage("€".repeat(10_000));
    expect(encoded.length).toBeLessThanOrEqual(8_195);
    expect(decodeURIComponent(encoded)).toMatch(/^€+\.\.\.$/);
  });
});

describe("grpcStatusHeaders", () => {
  it("names a message only where there is one", () => {
    expect(grpcStatusHeaders(0, "")).toEqual({ "grpc-status": "0" });
    expect(grpcStatusHeaders(13, "no")).toEqual({ "grpc-status": "13", "grpc-message": "no" });
  });
});
