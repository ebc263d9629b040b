import { RdnsTemplateError, rdnsNameOf } from "../../../../provider-bridge/functions/rdns-name/model";

const values = { hostname: "Cp-1", "cluster-domain": "example.com", ip: "192.0.2.7" };

test.each([
  ["{{ hostname }}.{{ cluster-domain }}", values, "cp-1.example.com"],
  ["{{hostname}}.{{   cluster-domain   }}", values, "cp-1.example.com"],
  ["{{ hostname }}.{{ cluster-domain }}.", values, "cp-1.example.com"],
  ["{{ ip-labels }}.{{ ip-type }}.{{ cluster-domain }}", values, "7.2.0.192.ipv4.example.com"],
  ["static.example.com", {}, "static.example.com"],
  [
    "{{ ip-labels }}.{{ ip-type }}.example.com",
    { ip: "2001:db8::1" },
    "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ipv6.example.com",
  ],
])("%s gives a name", (template, given, name) => {
  expect(rdnsNameOf(template, given)).toBe(name);
});

test.each([
  ["{{ pool }}.example.com", values, /Cannot fill the placeholder "pool".*"hostname".*"ip-labels"/],
  ["{{ pool }}.example.com", {}, /there are: none/],
  ["{{ hostname }.example.com", values, /Cannot read the template/],
  ["{{ hostname }}", { hostname: "{{ hostname }}" }, /Cannot read the template/],
  ["{{ ip-type }}.example.com", { ip: "1.2.3.400" }, /Cannot use the value "ip"/],
  ["a..b", {}, /the label "" is empty/],
  ["", {}, /the label "" is empty/],
  ["-a.example.com", {}, /the label "-a"/],
  ["under_score.example.com", {}, /the label "under_score"/],
  [`${"a".repeat(64)}.example.com`, {}, /longer than 63/],
  [Array.from({ length: 128 }, () => "a").join("."), {}, /has 255 characters/],
])("%s is refused", (template, given, message) => {
  expect(() => rdnsNameOf(template, given)).toThrow(RdnsTemplateError);
  expect(() => rdnsNameOf(template, given)).toThrow(message);
});
