import { spawn } from "node:child_process";
import { once } from "node:events";
import { watchDescendants } from "../../../bench/harness/descendants";
import { describeIf } from "../../support/availability";

describeIf(
  process.platform === "linux",
  "processes are read from /proc, which only Linux has",
  "watchDescendants",
  () => {
    it("sees the most memory of a process below, and of no other", async () => {
      const marker = `marker-${process.pid}`;
      const [watch, other] = [watchDescendants(marker), watchDescendants("no-such-process-anywhere")];
      // The child waits for its input to end, so that it lives until it was seen.
      const script =
        'const held = Buffer.alloc(64 << 20, 1); process.stdin.resume(); process.stdin.on("end", () => held.at(0))';
      const child = spawn(process.execPath, ["-e", script, marker], { stdio: ["pipe", "ignore", "inherit"] });
      try {
        const deadline = Date.now() + 20_000;
        while (watch.peakRssBytes < 64 << 20 && Date.now() < deadline) await new Promise(setImmediate);
      } finally {
        child.stdin.end();
        await once(child, "close");
        watch.end();
        other.end();
      }
      expect(watch.peakRssBytes).toBeGreaterThan(64 << 20);
      expect(other.peakRssBytes).toBe(0);
    }, 30_000);
  },
);
