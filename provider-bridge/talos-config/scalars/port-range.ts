/** A range of ports, both ends included. */
export interface PortRange {
  readonly low: number;
  readonly high: number;
}

/** Reads `80` or `80-90`; undefined when it is no range of 16-bit ports. Order is not checked here. */
export function parsePortRange(text: string): PortRange | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (match === null) return undefined;
  const low = Number(match[1]);
  const high = match[2] === undefined ? low : Number(match[2]);
  return low > 65535 || high > 65535 ? undefined : { low, high };
}
