import { PodAddresses } from "../../../../sandbox/kubernetes/kubelet/pod-addresses";

const range = "10.244.3.0/24";

test("a pod keeps its address, and nobody else has it while it is there", () => {
  const addresses = new PodAddresses();
  const stays = addresses.of("stays", range);
  expect(stays).toBe("10.244.3.2");
  for (let pod = 0; pod < 600; pod += 1) {
    expect(addresses.of(`pod-${pod}`, range)).not.toBe(stays);
    if (pod >= 200) addresses.forget(`pod-${pod - 200}`);
  }
  expect(addresses.of("stays", range)).toBe(stays);
  const alive = Array.from({ length: 200 }, (_, index) => addresses.of(`pod-${400 + index}`, range));
  expect(new Set(alive).size).toBe(200);
  expect(alive.every((address) => /^10\.244\.3\.([2-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-3])$/.test(address))).toBe(true);
});

test("without a range of IPv4 there is none; beyond the range, pods share", () => {
  const addresses = new PodAddresses();
  expect([addresses.of("a", ""), addresses.of("a", "fd00::/64")]).toEqual(["", ""]);
  const all = Array.from({ length: 300 }, (_, index) => addresses.of(String(index), range));
  expect(new Set(all).size).toBe(252);
});
