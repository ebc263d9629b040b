import { type AddressPlan, addressPlan } from "../../../constructs/network/address-plan";
import { contains, overlaps, parseCidr } from "../../../constructs/network/cidr";
import { createRandom } from "../../support/random";

const PARTS = ["controlPlane", "worker", "loadBalancer", "services", "pods"] as const;

function cidr(text: string) {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new RangeError(`Cannot read "${text}"`);
  return parsed;
}

function randomNetwork(random: ReturnType<typeof createRandom>): string {
  const prefix = random.integer(8, 23);
  const octets = [10, random.integer(0, 255), random.integer(0, 255), 0];
  const base = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - prefix);
  const start = Math.max(Math.floor(base / size) * size, 10 * 2 ** 24);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".")}/${prefix}`;
}

test("lays a /16 out as the documentation shows", () => {
  expect(addressPlan({ network: "10.0.0.0/16" })).toEqual({
    network: "10.0.0.0/16",
    controlPlane: "10.0.64.0/22",
    loadBalancer: "10.0.68.0/22",
    worker: "10.0.80.0/20",
    services: "10.0.96.0/19",
    pods: "10.0.128.0/17",
    gateway: "10.0.0.1",
    virtualIp: "10.0.67.254",
    capacity: { controlPlanes: 1021, workers: 4093, nodesWithPods: 128 },
  } satisfies AddressPlan);
});

test("of any network, no two parts share an address, and machines are in the network", () => {
  const random = createRandom(8);
  for (let round = 0; round < 2000; round += 1) {
    const network = randomNetwork(random);
    const plan = addressPlan({ network });
    const ranges = PARTS.map((name) => cidr(plan[name]));
    for (const [index, range] of ranges.entries()) {
      expect(contains(cidr(network), range)).toBe(true);
      expect(ranges.slice(index + 1).some((other) => overlaps(range, other))).toBe(false);
    }
    expect(contains(cidr(plan.controlPlane), cidr(`${plan.virtualIp}/32`))).toBe(true);
  }
});

test("services are never wider than kube-apiserver takes", () => {
  expect(addressPlan({ network: "10.0.0.0/8" }).services).toBe("10.96.0.0/12");
  expect(addressPlan({ network: "10.0.0.0/9" }).services).toBe("10.48.0.0/12");
});

test("ranges of one's own are taken, and the others stay where they were", () => {
  const plan = addressPlan({ network: "10.0.0.0/16", worker: "10.0.0.0/24", pods: "10.244.0.0/16" });
  expect(plan).toMatchObject({ worker: "10.0.0.0/24", pods: "10.244.0.0/16", controlPlane: "10.0.64.0/22" });
  expect(plan.capacity.nodesWithPods).toBe(256);
});

test.each([
  [{ network: "10.0.0.0" }, '"network" is "10.0.0.0"; a range such as 10.0.0.0/16 is wanted'],
  [
    { network: "10.0.0.1/16" },
    '"network" is "10.0.0.1/16"; a range such as 10.0.0.0/16 is wanted, written by its first address',
  ],
  [{ network: "10.0.0.0/33" }, '"network" is "10.0.0.0/33"; a range'],
  [{ network: "10.0.0.0/016" }, '"network" is "10.0.0.0/016"; a range'],
  [{ network: "010.0.0.0/16" }, '"network" is "010.0.0.0/16"; a range'],
  [{ network: "fd00::/64" }, '"network" is "fd00::/64"; a range'],
  [
    { network: "10.0.0.0/16", worker: "10.1.0.0/24" },
    '"worker" is "10.1.0.0/24", which is not in the network "10.0.0.0/16"',
  ],
  [{ network: "10.0.0.0/16", worker: "10.0.0.0/31" }, '"worker" is "10.0.0.0/31"; Hetzner takes subnets of a /30'],
  [
    { network: "10.0.0.0/16", pods: "10.0.64.0/20" },
    '"pods" is "10.0.64.0/20", which shares addresses with "10.0.64.0/22", the range for control planes',
  ],
])("refuses %j", (ranges, message) => {
  expect(() => addressPlan(ranges)).toThrow(message);
});
