/** A value of the last line; numbers are written with at most three decimals. */
export type ResultValue = number | string;

/** Prints rows below a head, numbers to the right. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  for (const line of tableLines(head, rows)) console.log(line);
}

/** The lines of a table: the first column begins at the left, all others end at the right. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = [head, ...rows];
  const widths = head.map((_title, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  return all.map((row) =>
    widths
      .map((width, column) => (column === 0 ? (row[column] ?? "").padEnd(width) : (row[column] ?? "").padStart(width)))
      .join("  ")
      .trimEnd(),
  );
}

/** Prints the last line of a benchmark, which programs read. */
export function printResult(values: Readonly<Record<string, ResultValue>>): void {
  console.log(resultLine(values));
}

/** `RESULT name=value name=value`. */
export function resultLine(values: Readonly<Record<string, ResultValue>>): string {
  const words = Object.entries(values).map(
    ([name, value]) => `${name}=${typeof value === "number" ? Number(value.toFixed(3)) : value}`,
  );
  return ["RESULT", ...words].join(" ");
}
