/** "5d3h": how long ago, as kubectl's columns say it; "<unknown>" for no time. */
export function ageText(time: string | undefined, nowMs: number): string {
  if (time === undefined || time === "") return "<unknown>";
  return durationText((nowMs - Date.parse(time)) / 1000);
}

/** Seconds as two units at most. */
export function durationText(durationSeconds: number): string {
  const seconds = Math.trunc(durationSeconds);
  if (seconds < -1) return "<invalid>";
  if (seconds < 0) return "0s";
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return twoUnits(minutes, "m", seconds % 60, "s");
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return twoUnits(hours, "h", minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  if (hours < 192) return twoUnits(Math.floor(hours / 24), "d", hours % 24, "h");
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24)}d`;
  const years = Math.floor(hours / 24 / 365);
  if (hours < 24 * 365 * 8) return twoUnits(years, "y", Math.floor(hours / 24) % 365, "d");
  return `${years}y`;
}

function twoUnits(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big}${bigUnit}` : `${big}${bigUnit}${small}${smallUnit}`;
}
