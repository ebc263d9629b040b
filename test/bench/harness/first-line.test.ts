import { firstLineOf } from "../../../bench/harness";

const environment = process.env;

test("firstLineOf gives the first line and its time, and ends the process", async () => {
  const script = 'console.log("one\\ntwo"); setInterval(() => {}, 1000)';
  const { line, tookMs, peakRssBytes } = await firstLineOf({
    path: process.execPath,
    args: ["-e", script],
    environment,
  });
  expect(line).toBe("one");
  expect(tookMs).toBeGreaterThan(1);
  if (process.platform === "linux") expect(peakRssBytes).toBeGreaterThan(10 * 2 ** 20);
});

test("firstLineOf says what a process complained of that ends without a line", async () => {
  const script = 'console.error("no way"); process.exit(3)';
  await expect(firstLineOf({ path: process.execPath, args: ["-e", script], environment })).rejects.toThrow(
    /ended with 3 before its first line no way/,
  );
  await expect(firstLineOf({ path: "/nowhere/to/be/found", environment })).rejects.toThrow(/ENOENT/);
});
