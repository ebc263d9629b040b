import { isUnknown, UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { planSet } from "../../../../sandbox/stand-in/legacy/plan-set";
import { TABLE } from "../../../../sandbox/stand-in/resources";
import { loadSchema } from "../../../../sandbox/stand-in/schema/load-schema";
import { publishedProvider } from "../../../../sandbox/stand-in/schema/published-schema";

function blockOf(type: string, name: string) {
  const [published, row] = [publishedProvider().resources.get(type), TABLE[type]];
  const block = published === undefined ? undefined : loadSchema(published).blocks[name];
  if (block === undefined || row === undefined) throw new Error(`Cannot find "${name}" of "${type}"`);
  return { block, row };
}

const element = (values: Readonly<Record<string, Value>>): Value => new Map(Object.entries(values));

function rules(proposed: readonly Value[], before: readonly Value[]): readonly Value[] {
  const { block, row } = blockOf("hcloud_firewall", "rule");
  const planned = planSet(block, row, "rule", { proposed, before });
  if (!Array.isArray(planned)) throw new Error("Cannot use a set that is no list");
  return planned;
}

const bare = { description: null, destination_ips: null, port: null };
const open = { direction: "in", protocol: "icmp", source_ips: ["0.0.0.0/0"] };
const stored = element({ ...open, description: "", destination_ips: [], port: "" });

describe("set blocks as the older SDK plans them", () => {
  it("are what they were as long as each element is stored as it is written", () => {
    expect(rules([element({ ...open, ...bare })], [stored])).toEqual([stored]);
  });

  it("give new elements empty texts and collections, and take both from those that were there", () => {
    const other = { ...open, ...bare, protocol: "gre" };
    expect(rules([element({ ...open, ...bare }), element(other)], [stored])).toEqual([
      element({ ...open, description: null, destination_ips: [], port: null }),
      element({ ...other, description: "", destination_ips: [], port: "" }),
    ]);
  });

  it("make an element anew whose addresses are stored in another form than written", () => {
    const written = element({ ...open, ...bare, source_ips: ["203.0.113.7"] });
    const before = element({ ...open, description: "", destination_ips: [], port: "", source_ips: ["203.0.113.7/32"] });
    expect(rules([written], [before])).toEqual([before]);
  });

  it("leave to the API what it computes, and keep flags at their standard", () => {
    const { block, row } = blockOf("hcloud_load_balancer", "target");
    const proposed = [element({ type: "server", server_id: UNKNOWN, use_private_ip: null })];
    const planned = planSet(block, row, "target", { proposed, before: [] });
    expect(planned).toEqual([element({ type: "server", server_id: UNKNOWN, use_private_ip: false })]);
    const applied = blockOf("hcloud_firewall", "apply_to");
    const [first] = [
      planSet(applied.block, applied.row, "apply_to", {
        proposed: [element({ server: 1, label_selector: null })],
        before: [],
      }),
    ].flat();
    expect(first instanceof Map && isUnknown(first.get("label_selector") ?? null)).toBe(true);
  });
});
