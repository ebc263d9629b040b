/** The script of the rescue system in a real bash, with real curl, dd and decompressors, and a file as disk. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  notBootableExitCode,
  rescueScript,
  unpackerOf,
  wrongChecksumExitCode,
} from "../../../../provider-bridge/resources/talos-image/rescue-script";
import { describeIf } from "../../../support/availability";

const missing = ["bash", "curl", "xz", "mkfifo"].filter((tool) => spawnSync(tool, ["--version"]).status !== 0);

describeIf(missing.length === 0, `this machine lacks ${missing.join(", ")}`, "the rescue script", () => {
  let folder: string;
  const image = Buffer.alloc(1_500_000, 7);
  image.set([0x55, 0xaa], 510);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hephaestus-rescue-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const disk = () => join(folder, "disk");

  function write(source: string, sha256 = "", name = source) {
    const url = `file://${join(folder, source)}`;
    const args = [url, disk(), unpackerOf(`file:///${name}`) ?? "", sha256];
    const run = spawnSync("bash", ["-c", rescueScript, "bash", ...args], {
      encoding: "utf8",
      env: { ...process.env, TMPDIR: folder },
    });
    return { status: run.status, stdout: run.stdout.trim(), stderr: run.stderr };
  }

  const sha256Of = (name: string) =>
    createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex");

  test.each(["image.raw", "image.raw.gz", "image.raw.xz"])(
    "%s reaches the disk byte for byte, with its checksum",
    (name) => {
      writeFileSync(join(folder, "image.raw"), image);
      if (name.endsWith(".gz")) writeFileSync(join(folder, name), gzipSync(image));
      if (name.endsWith(".xz")) spawnSync("xz", ["-k", join(folder, "image.raw")]);
      expect(write(name, sha256Of(name))).toMatchObject({ status: 0, stdout: sha256Of(name) });
      expect(readFileSync(disk()).equals(image)).toBe(true);
    },
  );

  test("another checksum than wanted is an error of its own", () => {
    writeFileSync(join(folder, "image.raw"), image);
    const result = write("image.raw", "0".repeat(64));
    expect(result.status).toBe(wrongChecksumExitCode);
    expect(result.stderr).toContain(sha256Of("image.raw"));
  });

  test("what is no disk image is told", () => {
    writeFileSync(join(folder, "page.raw"), "<html>not here</html>");
    expect(write("page.raw").status).toBe(notBootableExitCode);
  });

  test("a source that is missing, or broken half-way, fails", () => {
    expect(write("none.raw").status).toBe(1);
    writeFileSync(join(folder, "half.raw.gz"), gzipSync(image).subarray(0, 500));
    expect(write("half.raw.gz").status).toBe(1);
    writeFileSync(join(folder, "other.raw.xz"), "no xz");
    expect(write("other.raw.xz").status).toBe(1);
  });

  test.each([
    ["https://a/b.raw.xz", "xz -dc"],
    ["https://a/b.raw.zst?x=.gz", "zstd -dc"],
    ["https://a/b.img", "cat"],
    ["https://a/b.iso", undefined],
  ])("%s is unpacked with %s", (url, unpacker) => {
    expect(unpackerOf(url)).toBe(unpacker);
  });
});
