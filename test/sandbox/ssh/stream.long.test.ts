import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { describeIf } from "../../support/availability";
import { startRescueServer } from "./rescue-server";

const hasSsh = spawnSync("ssh", ["-V"]).status === 0;
const totalBytes = 200 * 1024 * 1024;
/** A stream that were held in memory would show at once. */
const mostExtraBytes = 150 * 1024 * 1024;

describeIf(hasSsh, 'no program "ssh"', "200 MB over OpenSSH's client", () => {
  test("arrive on the disk byte by byte, without being held in memory", async () => {
    const server = await startRescueServer();
    let watch: NodeJS.Timeout | undefined;
    try {
      const hash = createHash("sha256");
      const block = Buffer.alloc(1024 * 1024);
      function* blocks(): Generator<Buffer> {
        for (let number = 0; number < totalBytes / block.length; number += 1) {
          createHash("sha512")
            .update(`${number}`)
            .digest()
            .copy(block, (number * 64) % (block.length - 64));
          hash.update(block);
          yield Buffer.from(block);
        }
      }
      const options = [
        "StrictHostKeyChecking=no",
        "UserKnownHostsFile=/dev/null",
        "BatchMode=yes",
        "LogLevel=ERROR",
      ].flatMap((o) => ["-o", o]);
      const words = ["-F", "/dev/null", "-i", server.keyPath, "-p", String(server.port), ...options];
      const command = "dd of=/dev/sda bs=4M status=none && sync && head -c 209715200 /dev/sda | sha256sum";
      const before = process.memoryUsage.rss();
      const startMs = performance.now();
      const child = spawn("ssh", [...words, `root@${server.address}`, command], { stdio: "pipe" });
      const output: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => {
        said += chunk.toString();
      });
      let most = 0;
      watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage.rss() - before);
      }, 50);
      const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
      const sent = await pipeline(Readable.from(blocks()), child.stdin).then(() => "all", String);
      expect({ sent, code: await ended, said }).toEqual({
        sent: "all",
        code: 0,
        said: "",
      });
      expect(Buffer.concat(output).toString()).toBe(`${hash.digest("hex")}  -\n`);
      const seconds = (performance.now() - startMs) / 1000;
      process.stdout.write(`RESULT seconds=${seconds.toFixed(1)} extra_rss_mb=${Math.round(most / 1024 ** 2)}\n`);
      expect(most).toBeLessThan(mostExtraBytes);
    } finally {
      clearInterval(watch);
      await server.close();
    }
  }, 240_000);
});
