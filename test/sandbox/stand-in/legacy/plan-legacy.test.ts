import { isUnknown, UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { planLegacy } from "../../../../sandbox/stand-in/legacy/plan-legacy";
import { TABLE } from "../../../../sandbox/stand-in/resources";
import { loadSchema } from "../../../../sandbox/stand-in/schema/load-schema";
import { publishedProvider } from "../../../../sandbox/stand-in/schema/published-schema";

type Given = Readonly<Record<string, Value>>;

function plan(type: string, given: Given, prior?: Given) {
  const [published, row] = [publishedProvider().resources.get(type), TABLE[type]];
  if (published === undefined || row === undefined) throw new Error(`Cannot find "${type}"`);
  const schema = loadSchema(published);
  const whole = (values: Given): Value =>
    new Map<string, Value>([
      ...Object.keys(schema.attributes).map((name): [string, Value] => [name, values[name] ?? null]),
      ...Object.keys(schema.blocks).map((name): [string, Value] => [name, values[name] ?? []]),
    ]);
  const config = whole(given);
  // Terraform proposes the stored value for what the configuration leaves out.
  const proposed = prior === undefined ? config : whole({ ...prior, ...given });
  const planned = planLegacy(schema, row, { config, prior: prior === undefined ? null : whole(prior), proposed });
  if (!(planned.plan instanceof Map)) throw new Error("Cannot use a plan that is no object");
  const values: ReadonlyMap<string, Value> = planned.plan;
  return { value: (name: string) => values.get(name), replace: planned.replace };
}

const network = { name: "n", ip_range: "10.0.0.0/16" };
const stored = { ...network, id: "1", delete_protection: false, expose_routes_to_vswitch: false };

describe("plans of the older half", () => {
  it("fill in defaults and leave to the API what it computes", () => {
    const { value, replace } = plan("hcloud_network", network);
    expect(value("delete_protection")).toBe(false);
    expect(isUnknown(value("id"))).toBe(true);
    expect(value("labels")).toBeNull();
    expect(replace).toEqual([]);
  });

  it("keep what is computed, empty removed labels, and replace for what the table names", () => {
    const { value, replace } = plan(
      "hcloud_network",
      { ...network, ip_range: "10.1.0.0/16" },
      { ...stored, labels: new Map([["a", "b"]]) },
    );
    expect(value("id")).toBe("1");
    expect(value("labels")).toEqual(new Map());
    expect(replace).toEqual([[{ kind: "attribute", name: "ip_range" }]]);
  });

  it("find no change in empty labels, nor in flags that older states do not have", () => {
    const older = { ...network, id: "1" };
    expect(plan("hcloud_network", { ...network, labels: new Map() }, older).value("delete_protection")).toBeNull();
    expect(plan("hcloud_network", { ...network, name: "m" }, older).value("delete_protection")).toBe(false);
  });

  it("store user data as a hash of its exact text", () => {
    const one = plan("hcloud_server", { name: "s", user_data: "#cloud-config\n{}\n" });
    expect(one.value("user_data")).toBe("fcp9g+yEeh+Od7Nuv3Hbnl5rfls=");
  });

  it("make a collection unknown as a whole where an element is", () => {
    expect(isUnknown(plan("hcloud_server", { name: "s", ssh_keys: ["a", UNKNOWN] }).value("ssh_keys"))).toBe(true);
  });

  it("write addresses of firewall rules in one form", () => {
    const rule: Value = new Map<string, Value>([
      ["direction", "in"],
      ["protocol", "tcp"],
      ["port", "22"],
      ["source_ips", ["203.0.113.7", "2001:DB8::1"]],
      ["destination_ips", null],
      ["description", null],
    ]);
    const [planned] = [plan("hcloud_firewall", { name: "f", rule: [rule] }).value("rule")].flat();
    expect(planned instanceof Map && planned.get("source_ips")).toEqual(["2001:db8::1/128", "203.0.113.7/32"]);
  });
});
