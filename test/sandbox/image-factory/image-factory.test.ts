import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { request as httpRequest } from "node:http";
import { Readable } from "node:stream";
import { decodeGzip, decodeXz, decodeZstd } from "../../../sandbox/compression";
import { openImageFactory, readImageDescription } from "../../../sandbox/image-factory";
import type { RunningImageFactory } from "../../../sandbox/image-factory/open-image-factory";
import { createClock, FaultBook, readDiskLabel } from "../../../sandbox/world";
import { testIf } from "../../support/availability";

const emptyId = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
const faults = new FaultBook();
const notes: string[] = [];
let door: RunningImageFactory;

beforeAll(async () => {
  const world = { clock: createClock(), faults, note: (_source: string, text: string) => void notes.push(text) };
  door = await openImageFactory(world, { host: "127.0.0.1", port: 0, directory: "/nonexistent" });
});

afterAll(async () => {
  await door.close();
  await door.close();
});

afterEach(() => faults.clear());

function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> {
  return fetch(door.url + path, { headers, method });
}

async function download(path: string): Promise<Buffer> {
  const response = await get(path);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

async function object(response: Response): Promise<Record<string, unknown>> {
  const value: unknown = await response.json();
  return Object.fromEntries(Object.entries(value ?? {}));
}

function disk(bytes: Buffer): { read(offset: number, length: number): Buffer } {
  return { read: (offset, length) => bytes.subarray(offset, offset + length) };
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const has = (program: string) => spawnSync(program, ["--version"]).status === 0;

describe("schematics", () => {
  test("are taken in once and given back", async () => {
    const body = "customization:\n  systemExtensions:\n    officialExtensions: [siderolabs/qemu-guest-agent]\n";
    const first = await fetch(`${door.url}/schematics`, { method: "POST", body });
    expect(first.status).toBe(201);
    expect(first.headers.get("content-type")).toBe("application/json");
    const answer = await object(first);
    expect(answer).toEqual({
      id: "ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515",
      schematic:
        "customization:\n    systemExtensions:\n        officialExtensions:\n            - siderolabs/qemu-guest-agent\n",
    });
    expect(await (await fetch(`${door.url}/schematics`, { method: "POST", body })).json()).toEqual(answer);
    expect(await (await get(`/schematics/${answer["id"]}`)).text()).toBe(answer["schematic"]);
  });

  test.each([
    ["{", 400, /^yaml: /],
    ["foo: 1", 400, /field foo not found/],
    ["", 400, /^EOF/],
    ["x".repeat(5 * 1024 * 1024), 400, /too large/],
  ])("refuses %.20j", async (body, status, message) => {
    const response = await fetch(`${door.url}/schematics`, { method: "POST", body });
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(await response.text()).toMatch(message);
  });
});

test("lists versions, extensions and overlays", async () => {
  const versions = await (await get("/versions")).json();
  expect(versions).toEqual(expect.arrayContaining(["v1.9.0", "v1.13.9"]));
  const extensions = await (await get("/version/v1.13.9/extensions/official")).json();
  expect(extensions).toContainEqual(
    expect.objectContaining({
      name: "siderolabs/qemu-guest-agent",
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    }),
  );
  expect(await (await get("/version/1.13.9/overlays/official")).json()).toHaveLength(2);
});

test.each([
  ["GET", "/", 404, "404 page not found\n"],
  ["GET", "/version/v1.2.3/extensions/official", 404, "version 1.2.3 is not available\n"],
  ["GET", "/version/latest/extensions/official", 500, "internal server error\n"],
  ["GET", `/schematics/${"0".repeat(64)}`, 404, "schematic not found\n"],
  ["GET", `/image/${"0".repeat(64)}/v1.13.9/hcloud-amd64.raw.xz`, 404, /schematic ID "0+" not found/],
  ["GET", `/image/${emptyId}/v1.2.3/hcloud-amd64.raw.xz`, 404, "version 1.2.3 is not available\n"],
  ["GET", `/image/${emptyId}/v1.13.9/hcloud-mips.raw.xz`, 400, /invalid architecture: "mips"/],
  ["GET", `/image/${emptyId}/v1.13.9/something`, 400, /invalid profile path: "something"/],
  ["GET", `/image/${emptyId}/v1.13.9/hcloud-amd64.qcow2`, 501, /raw disk images/],
  ["GET", "/image/%zz/v1.13.9/x", 404, /not found/],
  ["DELETE", "/versions", 405, /Method Not Allowed/],
  ["PUT", "/schematics", 405, /Method Not Allowed/],
])("%s %s answers %i", async (method, path, status, text) => {
  const response = await get(path, {}, method);
  expect(response.status).toBe(status);
  if (typeof text === "string") expect(await response.text()).toBe(text);
  else expect(await response.text()).toMatch(text);
});

describe("images", () => {
  const path = `/image/${emptyId}/v1.13.9`;

  test("say on the disk what they are", async () => {
    const raw = await download(`${path}/hcloud-arm64.raw`);
    expect(readDiskLabel(disk(raw))).toEqual({
      os: "talos",
      version: "v1.13.9",
      schematicId: emptyId,
      architecture: "arm64",
      platform: "hcloud",
    });
    expect(readImageDescription(disk(raw))).toMatchObject({
      talosVersion: "v1.13.9",
      schematicId: emptyId,
      schematicYaml: "customization: {}\n",
      complete: true,
      rawBytes: raw.length,
    });
  });

  test("carry the extensions of their version", async () => {
    const body = JSON.stringify({
      customization: { extraKernelArgs: ["a=b"], systemExtensions: { officialExtensions: ["siderolabs/iscsi-tools"] } },
    });
    const { id } = await object(await fetch(`${door.url}/schematics`, { method: "POST", body }));
    const raw = await download(`/image/${id}/1.12.0/metal-amd64-secureboot.raw`);
    expect(readImageDescription(disk(raw))).toMatchObject({
      platform: "metal",
      secureBoot: true,
      extraKernelArgs: ["a=b"],
      extensions: [{ name: "iscsi-tools", version: expect.any(String) }],
    });
    expect((await download(`/image/${id}/1.12.0/cmdline-metal-amd64`)).toString()).toMatch(
      /talos.platform=metal .* a=b$/,
    );
  });

  test("know when they were half written or damaged", async () => {
    const raw = await download(`${path}/hcloud-amd64.raw`);
    const half = Buffer.concat([raw.subarray(0, 1024 * 1024 + 100), Buffer.alloc(raw.length - 1024 * 1024 - 100)]);
    expect(readImageDescription(disk(half))).toMatchObject({ complete: false });
    expect(readImageDescription(disk(raw.subarray(0, 65_700)))).toBeUndefined();
    expect(readImageDescription(disk(Buffer.alloc(raw.length)))).toBeUndefined();
    const damaged = Buffer.from(raw);
    damaged.writeUInt8(damaged.readUInt8(65_600) ^ 1, 65_600);
    expect(readImageDescription(disk(damaged))).toBeUndefined();
  });

  test("refuse an extension that the version does not have", async () => {
    const body = "customization: {systemExtensions: {officialExtensions: [siderolabs/none]}}";
    const { id } = await object(await fetch(`${door.url}/schematics`, { method: "POST", body }));
    const response = await get(`/image/${id}/v1.13.9/hcloud-amd64.raw.xz`);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(
      /official extension "siderolabs\/none" is not available for Talos version v1.13.9/,
    );
  });

  describe.each([
    ["hcloud-amd64.raw.xz", "xz", ["-dc"], decodeXz],
    ["hcloud-amd64.raw.zst", "zstd", ["-dcq"], decodeZstd],
    ["hcloud-amd64.raw.gz", "gzip", ["-dc"], decodeGzip],
  ] as const)("%s", (name, program, words, decode) => {
    test("is the same disk", async () => {
      const raw = await download(`${path}/hcloud-amd64.raw`);
      const parts: Uint8Array[] = [];
      for await (const part of decode(Readable.from([await download(`${path}/${name}`)]))) parts.push(part);
      expect(sha256(Buffer.concat(parts))).toBe(sha256(raw));
    });

    testIf(has(program), `no program "${program}"`, `is the same disk to ${program}, by sha256sum`, async () => {
      const raw = await download(`${path}/hcloud-amd64.raw`);
      const input = await download(`${path}/${name}`);
      const { stdout } = spawnSync("sh", ["-c", `${program} ${words.join(" ")} | sha256sum`], {
        input,
        encoding: "latin1",
      });
      expect(stdout).toBe(`${sha256(raw)}  -\n`);
    });
  });

  testIf(has("sfdisk"), 'no program "sfdisk"', "have a partition table that sfdisk takes", async () => {
    const { mkdtempSync, rmSync, writeFileSync } = await import("node:fs");
    const { tmpdir } = await import("node:os");
    const folder = mkdtempSync(`${tmpdir()}/image-`);
    try {
      writeFileSync(`${folder}/disk`, await download(`${path}/hcloud-amd64.raw`));
      const { status, stdout } = spawnSync("sfdisk", ["--dump", `${folder}/disk`], { encoding: "utf8" });
      expect(status).toBe(0);
      expect(stdout).toMatch(/label: gpt[\s\S]*name="EFI"[\s\S]*name="META"/);
      const verify = spawnSync("sfdisk", ["--verify", `${folder}/disk`], { encoding: "utf8" });
      expect(verify.stdout + verify.stderr).toMatch(/No errors detected/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("have checksums, as long as the factory sells them", async () => {
    const packed = await download(`${path}/hcloud-amd64.raw.xz`);
    const text = (await download(`${path}/hcloud-amd64.raw.xz.sha256`)).toString();
    expect(text).toBe(`${sha256(packed)}  hcloud-amd64.raw.xz\n`);
    expect((await download(`${path}/hcloud-amd64.raw.xz.sha512`)).toString()).toMatch(/^[0-9a-f]{128} {2}hcloud/);
  });

  test("answer HEAD, ranges and conditions", async () => {
    const file = `${path}/hcloud-amd64.raw.zst`;
    const whole = await download(file);
    const head = await get(file, {}, "HEAD");
    expect(head.headers.get("content-length")).toBe(String(whole.length));
    expect(head.headers.get("content-type")).toBe("application/zstd");
    const etag = head.headers.get("etag") ?? "";
    expect(etag).toBe(`"${sha256(whole)}"`);
    expect((await get(file, { "If-None-Match": etag })).status).toBe(304);
    expect((await get(file, { "If-None-Match": 'W/"x", *' })).status).toBe(200);
    const part = await get(file, { Range: "bytes=100-199" });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 100-199/${whole.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(100, 200))).toBe(true);
    const tail = await get(file, { Range: "bytes=-10", "If-Range": etag });
    expect(Buffer.from(await tail.arrayBuffer()).equals(whole.subarray(-10))).toBe(true);
    expect((await get(file, { Range: "bytes=5-", "If-Range": '"other"' })).status).toBe(200);
    expect((await get(file, { Range: `bytes=${whole.length}-` })).status).toBe(416);
    expect((await get(file, { Range: "bytes=9-5" })).status).toBe(200);
    expect((await get(file, { Range: "lines=1-2" })).status).toBe(200);
  });
});

describe("faults", () => {
  const file = `/image/${emptyId}/v1.13.9/hcloud-amd64.raw.gz`;
  const add = (what: string, effect = {}) => faults.add({ door: "image-factory", what, match: "gz$", effect });

  test("a code, once", async () => {
    add("status", { status: 503, message: "service temporarily unavailable" });
    expect((await get(file)).status).toBe(503);
    expect((await get(file)).status).toBe(200);
    expect(faults.list()).toMatchObject([{ hits: 1 }]);
  });

  test("a download that is cut, or damaged", async () => {
    add("cut", { afterBytes: 5000 });
    await expect(get(file).then((response) => response.arrayBuffer())).rejects.toThrow();
    const whole = await download(file);
    add("corrupt", { atByte: 100 });
    const damaged = await download(file);
    expect([...damaged.keys()].filter((at) => damaged[at] !== whole[at])).toEqual([100]);
  });

  test("a wrong checksum", async () => {
    faults.add({ door: "image-factory", what: "wrong-checksum" });
    const wrong = (await download(`${file}.sha256`)).toString();
    expect(wrong).not.toBe((await download(`${file}.sha256`)).toString());
  });

  test("a line that is reset before the answer", async () => {
    add("reset");
    await expect(get(file)).rejects.toThrow();
  });

  test("a slow, a stalled and a silent download wait, and let go when the client leaves", async () => {
    for (const [what, effect] of [
      ["slow", { bytesPerSecond: 1000 }],
      ["stall", { afterBytes: 10 }],
      ["hang", {}],
    ] as const) {
      add(what, effect);
      const received = await new Promise<number>((resolve) => {
        let bytes = 0;
        const request = httpRequest(door.url + file, (response) => {
          response.on("data", (chunk: Buffer) => {
            bytes += chunk.length;
            request.destroy();
          });
          response.on("close", () => resolve(bytes));
          response.on("error", () => undefined);
        });
        request.on("error", () => resolve(bytes));
        if (what === "hang") setImmediate(() => request.destroy());
        request.end();
      });
      expect(received).toBeLessThan(1000);
    }
  });
});

test("notes each request", () => {
  expect(notes).toContain("GET /versions → 200");
});
