import { Token } from "cdktf";
import { normalSource } from "../../../constructs/firewall/sources";

test.each([
  ["203.0.113.7", "203.0.113.7/32"],
  ["203.0.113.7/24", "203.0.113.0/24"],
  ["0.0.0.0/0", "0.0.0.0/0"],
  ["2001:DB8::1", "2001:db8::1/128"],
  ["2001:db8:0:0:1:0:0:1/64", "2001:db8::/64"],
  ["2001:0DB8:0000:0000:0000:0000:0000:0001/128", "2001:db8::1/128"],
  ["::/0", "::/0"],
])("%s is written as Hetzner keeps it: %s", (given, kept) => {
  expect(normalSource(given)).toBe(kept);
});

test.each([
  "",
  "localhost",
  "1.2.3",
  "1.2.3.256",
  "1.2.3.4/33",
  "1.2.3.4/",
  "1.2.3.4/8/8",
  ":::",
  "2001:db8::1/129",
  "g::1",
  "1:2:3:4:5:6:7:8:9",
])("refuses %j", (given) => {
  expect(() => normalSource(given)).toThrow(`Cannot let in "${given}"`);
});

test("what is known only after apply passes", () => {
  const token = Token.asString({ resolve: () => "x", creationStack: [] });
  expect(normalSource(token)).toBe(token);
});
