/** A length of time as Go prints it: "1m0s", "1.5s", "500ms". */

const msPerSecond = 1000;
const secondsPerMinute = 60;
const secondsPerHour = 3600;

/** The text of a length of time that is not negative. */
export function goDuration(ms: number): string {
  if (ms === 0) return "0s";
  if (ms < msPerSecond) return `${ms}ms`;
  const total = ms / msPerSecond;
  const hours = Math.floor(total / secondsPerHour);
  const minutes = Math.floor((total % secondsPerHour) / secondsPerMinute);
  const seconds = `${Number((total % secondsPerMinute).toFixed(9))}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
