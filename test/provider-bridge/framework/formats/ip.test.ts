import { isIP } from "node:net";
import { parseIp } from "../../../../provider-bridge/framework/formats/ip";
import { createRandom } from "../../../support/random";

describe("parseIp", () => {
  it.each([
    ["0.0.0.0", 4, 0n],
    ["255.255.255.255", 4, 0xffffffffn],
    ["10.0.1.2", 4, 0x0a000102n],
    ["::", 6, 0n],
    ["::1", 6, 1n],
    ["2001:db8::ff00:42:8329", 6, 0x20010db8000000000000ff0000428329n],
    ["2001:DB8:0:0:0:FF00:42:8329", 6, 0x20010db8000000000000ff0000428329n],
    ["::ffff:192.0.2.1", 6, 0xffffc0000201n],
    ["1:2:3:4:5:6:7::", 6, 0x10002000300040005000600070000n],
  ])("reads %s", (text, version, bits) => {
    expect(parseIp(text)).toEqual({ ok: true, value: { version, bits } });
  });

  it.each([
    ["", "four numbers"],
    ["1.2.3", "four numbers"],
    ["1.2.3.256", "at most 255"],
    ["01.2.3.4", "no leading zero"],
    ["1.2.3.4 ", "decimal numbers"],
    ["1.2.3.-4", "decimal numbers"],
    ["1.2.3.٤", "decimal numbers"],
    ["1:2:3:4:5:6:7:8:9", "eight groups"],
    ["1:2:3:4:5:6:7", "eight groups"],
    ["1:2:3:4:5:6:7::8", "eight groups"],
    ["1::2::3", 'at most one "::"'],
    [":::", "hexadecimal digits"],
    ["12345::", "hexadecimal digits"],
    ["fe80::1%eth0", "zone"],
    ["::1.2.3", "four numbers"],
    ["1.2.3.4::", "hexadecimal digits"],
    ["9".repeat(100_000), "longer than any"],
  ])("refuses %.40s", (text, problem) => {
    const read = parseIp(text);
    expect(read.ok ? read.value : read.problem).toContain(problem);
  });

  it("agrees with Node on mangled addresses", () => {
    const random = createRandom(4711);
    const seeds = ["10.0.0.1", "255.1.20.0", "::1", "fe80::1:2", "2001:db8::1.2.3.4", "1:2:3:4:5:6:7:8"];
    const alphabet = Array.from("0123456789abcdefF.:g ");
    const verdicts = { good: 0, bad: 0 };
    for (let round = 0; round < 20_000; round += 1) {
      const characters = Array.from(random.pick(seeds));
      for (let change = random.integer(0, 3); change > 0; change -= 1) {
        characters.splice(random.integer(0, characters.length), random.integer(0, 1), random.pick(alphabet));
      }
      const text = characters.join("");
      const read = parseIp(text);
      expect([text, read.ok ? read.value.version : 0]).toEqual([text, isIP(text)]);
      verdicts[read.ok ? "good" : "bad"] += 1;
    }
    expect(Math.min(verdicts.good, verdicts.bad)).toBeGreaterThan(2000);
  });
});
