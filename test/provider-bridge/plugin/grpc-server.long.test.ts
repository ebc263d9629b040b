/** The largest message a provider takes and gives. */
import { randomBytes } from "node:crypto";
import { defaultMaxMessageBytes } from "../../../provider-bridge/plugin/grpc-server";
import { GrpcStatus } from "../../../wire/grpc/status";
import { startGrpcFixture } from "./grpc-fixture";

test("256 MiB both ways without damage, and not a byte more", async () => {
  expect(defaultMaxMessageBytes).toBe(256 * 1024 * 1024);
  const fixture = await startGrpcFixture({ maxMessageBytes: defaultMaxMessageBytes });
  try {
    const message = Buffer.concat(Array.from({ length: 4 }, () => randomBytes(defaultMaxMessageBytes / 4)));
    const result = await fixture.client.call("/test.Test/Echo", message);
    expect(result.status).toBe(GrpcStatus.OK);
    expect(result.messages[0]?.equals(message)).toBe(true);
    const longer = await fixture.client.call("/test.Test/Echo", Buffer.concat([message, Buffer.from([0])]));
    expect(longer.status).toBe(GrpcStatus.RESOURCE_EXHAUSTED);
  } finally {
    fixture.close();
  }
});
