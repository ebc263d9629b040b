import { handshakeLine, negotiateProtocolVersion } from "../../../provider-bridge/plugin/handshake";

describe("negotiateProtocolVersion", () => {
  it.each([
    [[5, 6], [6], 6],
    [[6, 5], [6], 6],
    [[4, 5, 6, 7], [5, 6], 6],
    [[7, 6], [6, 7], 7],
    [[5], [6], undefined],
    [[], [6], undefined],
    [undefined, [5, 6], 6],
  ])("of %j and %j chooses %j", (offered, served, chosen) => {
    expect(negotiateProtocolVersion(offered, served)).toBe(chosen);
  });
});

describe("handshakeLine", () => {
  const handshake = {
    protocolVersion: 6,
    network: "unix",
    address: "/tmp/x/s",
    serverCertificate: undefined,
    answersMultiplexing: false,
  } as const;

  it("leaves the certificate empty without TLS", () => {
    expect(handshakeLine(handshake)).toBe("1|6|unix|/tmp/x/s|grpc|\n");
  });

  it("writes the certificate as base64 without padding, in the standard alphabet", () => {
    const line = handshakeLine({ ...handshake, serverCertificate: Buffer.from([0xfb, 0xff, 0xfe, 0x01]) });
    expect(line).toBe("1|6|unix|/tmp/x/s|grpc|+//+AQ\n");
  });

  it("answers the question about multiplexing when it was asked", () => {
    const line = handshakeLine({ ...handshake, network: "tcp", address: "127.0.0.1:1", answersMultiplexing: true });
    expect(line).toBe("1|6|tcp|127.0.0.1:1|grpc||false\n");
  });
});
