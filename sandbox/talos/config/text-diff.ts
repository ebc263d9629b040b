/** The difference of two texts as a unified diff of one hunk: enough to see what an application would change. */

const contextLines = 3;

/** "--- a", "+++ b" and the hunk between the first and the last line that differ; empty when nothing differs. */
export function textDiff(before: string, after: string): string {
  const [old, next] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < old.length && head < next.length && old[head] === next[head]) head++;
  if (head === old.length && head === next.length) return "";
  let tail = 0;
  const most = Math.min(old.length, next.length) - head;
  while (tail < most && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail++;
  const from = Math.max(0, head - contextLines);
  const lead = old.slice(from, head);
  const [gone, come] = [old.slice(head, old.length - tail), next.slice(head, next.length - tail)];
  const trail = old.slice(old.length - tail, Math.min(old.length, old.length - tail + contextLines));
  const [oldCount, newCount] = [gone, come].map((lines) => lead.length + lines.length + trail.length);
  return [
    "--- a",
    "+++ b",
    `@@ -${from + 1},${oldCount} +${from + 1},${newCount} @@`,
    ...lead.map((line) => ` ${line}`),
    ...gone.map((line) => `-${line}`),
    ...come.map((line) => `+${line}`),
    ...trail.map((line) => ` ${line}`),
    "",
  ].join("\n");
}
