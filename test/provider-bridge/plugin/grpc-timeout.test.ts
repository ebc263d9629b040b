import { parseGrpcTimeout } from "../../../provider-bridge/plugin/grpc-timeout";

describe("parseGrpcTimeout", () => {
  it.each([
    ["1H", 3_600_000],
    ["2M", 120_000],
    ["3S", 3_000],
    ["4m", 4],
    ["5000u", 5],
    ["1n", 1],
    ["0m", 0],
    ["99999999H", 2_147_483_647],
    ["99999999n", 100],
  ])("reads %s as %d ms", (text, ms) => {
    expect(parseGrpcTimeout(text)).toBe(ms);
  });

  it.each(["", "5", "S", "-1S", "1.5S", "123456789S", "1s", "1 S", " 1S", "1S ", "1SS", "0x1S", "1S\n"])(
    "refuses %j",
    (text) => {
      expect(parseGrpcTimeout(text)).toBeUndefined();
    },
  );
});
