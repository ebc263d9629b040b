import { contains, formatCidr, ipInCidr, isNetworkAddress, overlaps, parseCidr } from "../../../sandbox/world/cidr";
import { formatIp, parseIp } from "../../../sandbox/world/ip";
import { isLoopback, loopbackAddress } from "../../../sandbox/world/loopback";

function cidr(text: string) {
  const found = parseCidr(text);
  if (found === undefined) throw new Error(text);
  return found;
}

test.each([
  "10.0.0.0/8",
  "0.0.0.0/0",
  "255.255.255.255/32",
  "::/0",
  "2001:db8::/32",
  "fe80::1/128",
  "::1/128",
  "1:2:3:4:5:6:7:8/128",
])("%s is read and written alike", (text) => expect(formatCidr(cidr(text))).toBe(text));

test.each([
  ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["::ffff:1.2.3.4", "::ffff:102:304"],
  ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
])("%s is %s", (given, wanted) => {
  const ip = parseIp(given);
  expect(ip && formatIp(ip.family, ip.value)).toBe(wanted);
});

test.each(["", "10.0.0.0", "10.0.0/8", "10.0.0.0/33", "::/129", "a/8", "10.0.0.0/8/8", "10.0.0.0/", "fe80::1%eth0/64"])(
  "%j is no range",
  (text) => expect(parseCidr(text)).toBeUndefined(),
);

test("ranges contain and overlap", () => {
  expect(contains(cidr("10.0.0.0/8"), cidr("10.1.0.0/16"))).toBe(true);
  expect(contains(cidr("10.1.0.0/16"), cidr("10.0.0.0/8"))).toBe(false);
  expect(overlaps(cidr("10.1.0.0/16"), cidr("10.0.0.0/8"))).toBe(true);
  expect(overlaps(cidr("10.0.0.0/24"), cidr("10.0.1.0/24"))).toBe(false);
  expect(overlaps(cidr("0.0.0.0/0"), cidr("::/0"))).toBe(false);
  expect([isNetworkAddress("10.0.0.1/24"), isNetworkAddress("10.0.0.0/24")]).toEqual([false, true]);
  expect([
    ipInCidr("10.0.0.255", "10.0.0.0/24"),
    ipInCidr("10.0.1.0", "10.0.0.0/24"),
    ipInCidr("x", "10.0.0.0/24"),
  ]).toEqual([true, false, false]);
});

test("loopback addresses are given until the block is used up", () => {
  expect([loopbackAddress(77, 0), loopbackAddress(77, 253), loopbackAddress(77, 254)]).toEqual([
    "127.77.1.1",
    "127.77.1.254",
    "127.77.2.1",
  ]);
  expect(loopbackAddress(77, 254 * 254 - 1)).toBe("127.77.254.254");
  expect(() => loopbackAddress(77, 254 * 254)).toThrow(RangeError);
  expect(["127.0.0.1", "127.255.3.4", "::1"].every(isLoopback)).toBe(true);
  expect(["0.0.0.0", "128.0.0.1", "localhost", "127.0.0.256", "10.127.0.1", "::"].some(isLoopback)).toBe(false);
});
