/** Generations of server types and where they are sold (Hetzner's catalogue, autumn 2026). */
const EUROPE = ["fsn1", "nbg1", "hel1"];
const ELSEWHERE = ["ash", "hil", "sin"];

/** Sold nowhere any more. */
const GONE: ReadonlyMap<string, string> = new Map(
  Object.entries({ cx22: "cx23", cx32: "cx33", cx42: "cx43", cx52: "cx53" }),
);
/** First generation: sold outside of Europe only. */
const OUTSIDE_EUROPE: ReadonlyMap<string, string> = new Map(
  Object.entries({ cpx11: "cpx12", cpx21: "cpx22", cpx31: "cpx32", cpx41: "cpx42", cpx51: "cpx52" }),
);
/** Sold in Europe only, with what is sold elsewhere instead. */
const IN_EUROPE: ReadonlyMap<string, string> = new Map([
  ...[...OUTSIDE_EUROPE].map(([old, young]) => [young, old] as const),
  ...Object.entries({
    cpx62: "cpx51",
    cx23: "cpx11",
    cx33: "cpx21",
    cx43: "cpx41",
    cx53: "cpx51",
    // Arm is sold in Europe only; elsewhere there is nothing but amd64.
    cax11: "cpx11",
    cax21: "cpx21",
    cax31: "cpx41",
    cax41: "cpx51",
  }),
]);

/**
 * What is sold in a location in place of a type that is not; undefined for one that is sold there, or where one of the two
 * is not known.
 */
export function successorOf(type: string, location: string): string | undefined {
  const isEurope = EUROPE.includes(location);
  if (!isEurope && !ELSEWHERE.includes(location)) return undefined;
  const young = GONE.get(type);
  if (young !== undefined) return isEurope ? young : IN_EUROPE.get(young);
  return isEurope ? OUTSIDE_EUROPE.get(type) : IN_EUROPE.get(type);
}
