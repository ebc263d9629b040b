import type { ServerType } from "../../../../provider-bridge/clients/hcloud";
import {
  type OfferFilter,
  offersThatFit,
  unknownNames,
} from "../../../../provider-bridge/data-sources/hcloud-availability/model";

const offer = (location: string, price: number | null, available = true) => ({
  location,
  available,
  deprecatedSince: null,
  unavailableAfter: null,
  pricePerMonth: price,
  pricePerHour: price === null ? null : price / 720,
});
const type = (name: string, architecture: "x86" | "arm", offers: ServerType["offers"]): ServerType => ({
  name,
  architecture,
  cores: 2,
  memoryGiB: 4,
  diskGiB: 40,
  offers,
});
const catalogue = [
  type("cpx22", "x86", [offer("fsn1", 20), offer("ash", null)]),
  type("cax11", "arm", [offer("nbg1", 6, false), offer("fsn1", 6)]),
];
const all: OfferFilter = { serverTypes: null, locations: null, architecture: null, availableOnly: false };
const rows = (filter: Partial<OfferFilter>) =>
  offersThatFit(catalogue, { ...all, ...filter }).map(({ server_type, location }) => `${server_type} ${location}`);

test("cheapest first; what has no price comes last", () => {
  expect(rows({})).toEqual(["cax11 fsn1", "cax11 nbg1", "cpx22 fsn1", "cpx22 ash"]);
});

test.each([
  [{ availableOnly: true }, ["cax11 fsn1", "cpx22 fsn1", "cpx22 ash"]],
  [{ architecture: "arm64" }, ["cax11 fsn1", "cax11 nbg1"]],
  [{ serverTypes: ["cpx22"], locations: ["ash"] }, ["cpx22 ash"]],
  [{ serverTypes: [] }, []],
])("with %j", (filter, expected) => {
  expect(rows(filter)).toEqual(expected);
});

test("names that nobody knows are told with their attribute", () => {
  const filter = { ...all, serverTypes: ["cpx22", "cpx23"], locations: ["moon1"] };
  expect(unknownNames(catalogue, filter)).toEqual([
    ["server_types", "cpx23"],
    ["locations", "moon1"],
  ]);
});
