const units = ["B", "kB", "MB", "GB", "TB"];

/** A size as Talos tells it to people: "43 GB", "1.0 MB". */
export function prettySize(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  const rounded = Math.floor(value * 10 + 0.5) / 10;
  return `${unit > 0 && rounded < 10 ? rounded.toFixed(1) : Math.round(rounded)} ${units[unit]}`;
}
