import { talosMachineSchema } from "../../../provider-bridge/resources/talos-machine/schema";
import { TABLE } from "../../../sandbox/stand-in/resources/table";
import { REPLACING, type Resources, warningOf } from "../../../stacks/control-plane-changes/changes";

interface Wanted {
  readonly cluster?: string;
  readonly role?: string;
  readonly location?: string;
}

/** The machine and the server of each node, by its name. */
function nodes(wanted: Readonly<Record<string, Wanted>>): Resources {
  return new Map<string, Readonly<Record<string, unknown>>>(
    Object.entries(wanted).flatMap(([name, { cluster = "a", role = "controlplane", location = "fsn1" }]) => [
      [`hephaestus_talos_machine.${name}`, { name, cluster, role }] as const,
      [
        `hcloud_server.${name}`,
        { name, location, image: `image of ${name}`, lifecycle: { ignore_changes: ["image"] } },
      ] as const,
    ]),
  );
}

const TOKEN = (name: string) => ["$", "{", name, "}"].join("");
const three = { one: {}, two: {}, three: {} };
const moved = { location: "hel1" };

test.each([
  ["nothing", nodes(three)],
  ["one elsewhere", nodes({ ...three, one: moved })],
  ["one by another", nodes({ one: {}, two: {}, four: {} })],
  ["fewer", nodes({ one: {} })],
  ["more", nodes({ ...three, four: {}, five: {} })],
  ["workers elsewhere", nodes({ ...three, four: { role: "worker", ...moved }, five: { role: "worker", ...moved } })],
  [
    "images, which are ignored",
    new Map([...nodes(three)].map(([key, each]) => [key, { ...each, ...("image" in each ? { image: "x" } : {}) }])),
  ],
  ["what Terraform alone knows", nodes({ ...three, one: { location: TOKEN("a") }, two: { location: TOKEN("b") } })],
])("no warning of %s", (_what, now) => {
  expect(warningOf("a", nodes({ ...three, four: { role: "worker" }, five: { role: "worker" } }), now)).toBeUndefined();
});

test("of a new cluster there is none either, nor of another cluster in the stack", () => {
  expect(warningOf("a", new Map(), nodes(three))).toBeUndefined();
  const other = nodes({ six: { cluster: "b" }, seven: { cluster: "b" } });
  expect(warningOf("a", new Map([...nodes(three), ...other]), nodes(three))).toBeUndefined();
});

test.each([
  [
    "two elsewhere",
    nodes({ ...three, one: moved, two: moved }),
    'would replace 2 control planes of "a" at once: "one" ("location" of its server from "fsn1" to "hel1"); "two" ("location" of its server from "fsn1" to "hel1"). The provider stops it',
  ],
  [
    "a pool by another",
    nodes({ four: {}, five: {}, six: {} }),
    'replace 3 control planes of "a" at once: "one" (it is not in the stack any more); "two" (it is not in the stack any more); "three" (it is',
  ],
  [
    "one elsewhere, one by another",
    nodes({ one: moved, two: {}, four: {} }),
    '2 control planes of "a" at once: "one" ("location" of its server from "fsn1" to "hel1"); "three" (it is not',
  ],
  [
    "two that become workers, for others",
    nodes({ one: {}, two: { role: "worker" }, three: { role: "worker" }, four: {}, five: {} }),
    '"two" (it is no control plane any more); "three" (it is no control plane any more)',
  ],
  ["one elsewhere, and fewer", nodes({ one: moved }), "replace 3 control planes"],
])("a warning of %s, with each and the way out", (_what, now, message) => {
  const warning = warningOf("a", nodes(three), now);
  expect(warning).toContain(message);
  expect(warning).toContain("Replace one at a time and apply after each");
});

test("a cluster by another name takes all its machines", () => {
  const renamed = new Map(
    [...nodes(three)].map(([key, each]) => [key, { ...each, ...("cluster" in each ? { cluster: "b" } : {}) }]),
  );
  expect(warningOf("b", nodes(three), renamed)).toContain(
    '3 control planes of "b" at once: "one" ("cluster" of its machine from "a" to "b")',
  );
});

test("what replaces is what the providers say", () => {
  const ofMachine = Object.entries(talosMachineSchema.attributes).flatMap(([name, { planModifiers = [] }]) =>
    planModifiers.some(({ description }) => description === "A change makes a new resource.") ? [name] : [],
  );
  // The id of the server is known when Terraform runs; that the server is replaced is told by itself.
  expect(ofMachine.filter((name) => name !== "server_id").sort()).toEqual(
    [...(REPLACING["hephaestus_talos_machine"] ?? [])].sort(),
  );
  expect([...(TABLE["hcloud_server"]?.replace ?? [])].sort()).toEqual([...(REPLACING["hcloud_server"] ?? [])].sort());
});
