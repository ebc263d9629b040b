/** Server types with size, price per month and where they are sold. */
import type { LocationPrice, ServerType } from "../catalogue";
import { europe, everywhere, includedTrafficBytes, locations, overseas, perTbTrafficNetEur } from "./locations";

/** id, name, cores, memory GiB, disk GiB, net EUR per month */
type Row = readonly [number, string, number, number, number, number];

const costOptimised: Row[] = [
  [114, "cx23", 2, 4, 40, 5.49],
  [115, "cx33", 4, 8, 80, 8.49],
  [116, "cx43", 8, 16, 160, 15.99],
  [117, "cx53", 16, 32, 320, 29.49],
];
const arm: Row[] = [
  [45, "cax11", 2, 4, 40, 5.99],
  [93, "cax21", 4, 8, 80, 10.49],
  [94, "cax31", 8, 16, 160, 20.99],
  [95, "cax41", 16, 32, 320, 41.49],
];
const regular: Row[] = [
  [108, "cpx12", 1, 2, 40, 11.49],
  [109, "cpx22", 2, 4, 80, 19.49],
  [110, "cpx32", 4, 8, 160, 35.49],
  [111, "cpx42", 8, 16, 320, 69.49],
  [112, "cpx52", 12, 24, 480, 100.49],
  [113, "cpx62", 16, 32, 640, 129.99],
];
const regularOverseas: Row[] = [
  [22, "cpx11", 2, 2, 40, 13.49],
  [23, "cpx21", 3, 4, 80, 24.49],
  [24, "cpx31", 4, 8, 160, 46.49],
  [25, "cpx41", 8, 16, 240, 120.49],
  [26, "cpx51", 16, 32, 360, 240.49],
];
const dedicated: Row[] = [
  [96, "ccx13", 2, 8, 80, 42.99],
  [97, "ccx23", 4, 16, 160, 85.99],
  [98, "ccx33", 8, 32, 240, 138.49],
  [99, "ccx43", 16, 64, 360, 275.99],
  [100, "ccx53", 32, 128, 600, 551.99],
  [101, "ccx63", 48, 192, 960, 827.99],
];
const retired: Row[] = [
  [104, "cx22", 2, 4, 40, 5.49],
  [105, "cx32", 4, 8, 80, 8.49],
  [106, "cx42", 8, 16, 160, 18.49],
  [107, "cx52", 16, 32, 320, 35.49],
];

interface Family {
  rows: Row[];
  category: string;
  cpuType: ServerType["cpuType"];
  architecture: ServerType["architecture"];
  sold: readonly string[];
  deprecation: ServerType["deprecation"];
}

/** Announced in October 2025, no longer to be had since January 2026. */
const endOfCx2 = { announcedMs: Date.UTC(2025, 9, 16), unavailableAfterMs: Date.UTC(2026, 0, 1) };

const families: Family[] = [
  family(costOptimised, "Cost-Optimized", "shared", "x86", europe),
  family(arm, "Cost-Optimized", "shared", "arm", europe),
  family(regular, "Regular Performance", "shared", "x86", europe),
  family(regularOverseas, "Regular Performance", "shared", "x86", overseas),
  family(dedicated, "General Purpose", "dedicated", "x86", everywhere),
  { ...family(retired, "Cost-Optimized", "shared", "x86", europe), deprecation: endOfCx2 },
];

/** Ascending by id, as the API lists them. */
export const serverTypes: ServerType[] = families
  .flatMap((from) => from.rows.map((row) => serverType(row, from)))
  .sort((a, b) => a.id - b.id);

function family(
  rows: Row[],
  category: string,
  cpuType: ServerType["cpuType"],
  architecture: ServerType["architecture"],
  sold: readonly string[],
): Family {
  return { rows, category, cpuType, architecture, sold, deprecation: null };
}

function serverType(row: Row, from: Family): ServerType {
  const [id, name, cores, memoryGiB, diskGiB, monthlyNetEur] = row;
  const { category, cpuType, architecture, deprecation } = from;
  return {
    id,
    name,
    description: name.toUpperCase(),
    category,
    cores,
    memoryGiB,
    diskGiB,
    cpuType,
    architecture,
    deprecation,
    locations: from.sold.map((location) => ({
      locationId: locations.find((entry) => entry.name === location)?.id ?? 0,
      deprecation,
      recommended: deprecation === null,
      available: deprecation === null,
    })),
    prices: from.sold.map((location) => priceIn(location, monthlyNetEur)),
  };
}

/** A monthly price as one location has it. */
export function priceIn(location: string, monthlyNetEur: number): LocationPrice {
  return {
    location,
    monthlyNetEur,
    includedTrafficBytes: includedTrafficBytes(location),
    perTbTrafficNetEur: perTbTrafficNetEur(location),
  };
}
