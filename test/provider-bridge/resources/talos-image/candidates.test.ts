import type { ServerType, ServerTypeOffer } from "../../../../provider-bridge/clients/hcloud";
import { candidates } from "../../../../provider-bridge/resources/talos-image/candidates";

const offer = (location: string, price: number, changes: Partial<ServerTypeOffer> = {}): ServerTypeOffer => ({
  location,
  available: true,
  deprecatedSince: null,
  unavailableAfter: null,
  pricePerMonth: price * 720,
  pricePerHour: price,
  ...changes,
});

const type = (name: string, diskGiB: number, offers: readonly ServerTypeOffer[], arm = false): ServerType => ({
  name,
  architecture: arm ? "arm" : "x86",
  cores: 2,
  memoryGiB: 4,
  diskGiB,
  offers,
});

const nowMs = Date.parse("2026-11-21T00:00:00Z");
const catalogue = [
  type("cpx22", 80, [offer("fsn1", 0.03)]),
  type("cx23", 40, [offer("fsn1", 0.009, { available: false }), offer("hel1", 0.01)]),
  type("cpx11", 40, [offer("ash", 0.02), offer("fsn1", 0.005, { unavailableAfter: "2026-01-01T00:00:00Z" })]),
  type("cax11", 40, [offer("fsn1", 0.008)], true),
];
const hints = { architecture: "amd64", serverTypes: null, locations: null, maxDiskGiB: 40 } as const;

describe("where a temporary server can be made", () => {
  test("the cheapest in stock first; what cannot be ordered any more never", () => {
    expect(candidates(catalogue, hints, nowMs)).toEqual({
      usable: [
        { serverType: "cx23", location: "hel1" },
        { serverType: "cpx11", location: "ash" },
      ],
      outOfStock: [{ serverType: "cx23", location: "fsn1" }],
      problems: [],
    });
  });

  test("the user's order of types and locations", () => {
    const asked = { ...hints, serverTypes: ["cpx22", "cx23"], locations: ["hel1", "fsn1"], maxDiskGiB: 80 };
    expect(candidates(catalogue, asked, nowMs).usable).toEqual([
      { serverType: "cpx22", location: "fsn1" },
      { serverType: "cx23", location: "hel1" },
    ]);
  });

  test.each([
    [{ serverTypes: ["cx99"] }, 'There is no server type "cx99"'],
    [{ serverTypes: ["cax11"] }, 'Server type "cax11" is not "amd64"'],
    [{ serverTypes: ["cpx22"] }, 'Server type "cpx22" has a disk of 80 GiB, more than max_disk_gib (40)'],
    [{ serverTypes: ["cpx11"], locations: ["fsn1"] }, 'Server type "cpx11" cannot be ordered in "fsn1"'],
    [{ maxDiskGiB: 10 }, 'No server type for "amd64" has a disk of at most 10 GiB'],
    [{ locations: ["sin"] }, 'No server type for "amd64" is sold in "sin"'],
  ])("what can never be is told: %j", (change, problem) => {
    const found = candidates(catalogue, { ...hints, ...change }, nowMs);
    expect([found.usable, found.outOfStock]).toEqual([[], []]);
    expect(found.problems).toEqual([expect.stringContaining(problem)]);
  });
});
