import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import { gzipSync } from "node:zlib";
import { encodeXz, encodeZstd } from "../../../sandbox/compression";
import { Killed } from "../../../sandbox/ssh/process";
import { type Ran, run, type TestGuest, testGuest } from "./test-guest";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Bytes with noise, text and empty stretches. */
function sample(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 8192) createHash("sha512").update(`${at}`).digest().copy(bytes, at);
  return bytes;
}

async function output(guest: TestGuest, script: string, input?: Uint8Array): Promise<string> {
  const { stdout, stderr, end } = await run(guest, script, input);
  expect({ stderr, end }).toEqual({ stderr: "", end: { status: 0 } });
  return stdout;
}

describe("the disk", () => {
  test.each([
    ["xz -dc", encodeXz],
    ["zstd -dc", encodeZstd],
    ["gzip -dc", gzipSync],
    ["xzcat", encodeXz],
    ["zcat", gzipSync],
    ["cat", (bytes: Buffer) => bytes],
  ])("holds exactly what %s gave to dd", async (unpack, pack) => {
    const image = sample(700_000);
    const guest = testGuest();
    await output(guest, `${unpack} | dd of=/dev/sda bs=64K status=none`, pack(image));
    expect(sha256(guest.disk.bytes.subarray(0, image.length))).toBe(sha256(image));
    expect(guest.disk.bytes.subarray(image.length).every((byte) => byte === 0)).toBe(true);
    expect(await output(guest, "dd if=/dev/sda bs=1000 count=700 status=none | sha256sum | cut -d' ' -f1")).toBe(
      `${sha256(image)}\n`,
    );
  });

  test("keeps what conv=sparse leaves out", async () => {
    const guest = testGuest();
    guest.disk.bytes.fill(0xff);
    const image = Buffer.concat([Buffer.alloc(4096), Buffer.alloc(4096, 1), Buffer.alloc(4096)]);
    await output(guest, "dd of=/dev/sda bs=4096 iflag=fullblock conv=sparse,fsync oflag=direct status=none", image);
    expect([guest.disk.bytes[0], guest.disk.bytes[4096], guest.disk.bytes[8192]]).toEqual([0xff, 1, 0xff]);
  });

  test("that is too small ends the pipeline as a full device does", async () => {
    const guest = testGuest(100_000);
    const { stderr, end } = await run(
      guest,
      "set -o pipefail; xz -dc | dd of=/dev/sda bs=4K",
      encodeXz(sample(300_000)),
    );
    expect(stderr).toMatch(/^dd: error writing '\/dev\/sda': No space left on device$/m);
    expect(stderr).toMatch(/^100000 bytes copied/m);
    expect(end).toEqual({ status: 1 });
    expect(guest.disk.bytes.equals(sample(300_000).subarray(0, 100_000))).toBe(true);
    expect((await run(guest, "cat >/dev/sda", sample(200_000))).stderr).toMatch(/No space left on device/);
    expect((await run(guest, "gzip -dc >/dev/sda", gzipSync(sample(200_000)))).end).toEqual({ status: 1 });
  });

  test("is emptied by blkdiscard, and by wipefs where tables stand", async () => {
    const guest = testGuest();
    guest.disk.bytes.fill(7);
    await output(guest, "wipefs -a /dev/sda; sgdisk --zap-all /dev/sda");
    expect([guest.disk.bytes[0], guest.disk.bytes[600_000], guest.disk.bytes.at(-1)]).toEqual([0, 7, 0]);
    await output(guest, "blkdiscard -o 512000 -l 200000 /dev/sda");
    expect([guest.disk.bytes[511_999], guest.disk.bytes[512_000], guest.disk.bytes[712_000]]).toEqual([7, 0, 7]);
    await output(guest, "blkdiscard --force /dev/sda");
    expect(guest.disk.bytes.every((byte) => byte === 0)).toBe(true);
    expect((await run(guest, "blkdiscard /dev/sdb")).stderr).toBe(
      "blkdiscard: cannot open /dev/sdb: No such file or directory\n",
    );
    expect((await run(guest, "wipefs -a /etc/hostname")).end).toEqual({ status: 1 });
  });

  test("is told by lsblk and blockdev", async () => {
    const guest = testGuest(40 * 1024 * 1024);
    expect(JSON.parse(await output(guest, "lsblk -J -b -o NAME,SIZE,TYPE"))).toEqual({
      blockdevices: [{ name: "sda", size: 40 * 1024 * 1024, type: "disk" }],
    });
    expect(await output(guest, "lsblk -dno NAME,SIZE /dev/sda; blockdev --getsize64 /dev/sda; test -b /dev/sda")).toBe(
      "sda 40M\n41943040\n",
    );
    expect((await run(guest, "lsblk /dev/nvme0n1")).end).toEqual({ status: 32 });
    expect((await run(guest, "lsblk -o NOSUCH")).stderr).toMatch(/unknown column: nosuch/);
  });

  test("damaged or cut input is no success, whatever the format", async () => {
    const guest = testGuest();
    for (const [unpack, packed] of [
      ["xz -dc", encodeXz(sample(50_000))],
      ["zstd -dc", encodeZstd(sample(50_000))],
      ["gzip -dc", gzipSync(sample(50_000))],
    ] as const) {
      const damaged = Buffer.from(packed);
      const at = Math.floor(packed.length / 2);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      for (const bad of [damaged, packed.subarray(0, at), Buffer.from("<html>"), Buffer.alloc(0)]) {
        const { stderr, end } = await run(guest, `set -o pipefail; ${unpack} | dd of=/dev/sda bs=1M status=none`, bad);
        expect({ unpack, length: bad.length, end }).toEqual({ unpack, length: bad.length, end: { status: 1 } });
        expect(stderr).toMatch(new RegExp(`^${unpack.split(" ")[0]}: `));
      }
    }
  });
});

describe("curl and wget", () => {
  let server: Server;
  let url: string;
  let calls: number;

  beforeEach(async () => {
    calls = 0;
    server = createServer((request, response) => {
      calls += 1;
      if (request.url === "/flaky" && calls < 3) return response.writeHead(503).end("later");
      if (request.url === "/missing") return response.writeHead(404).end("not here");
      if (request.url === "/moved") return response.writeHead(302, { Location: "/file" }).end();
      if (request.url === "/loop") return response.writeHead(302, { Location: "/loop" }).end();
      if (request.url === "/silent") return;
      if (request.url === "/cut") {
        response.writeHead(200, { "Content-Length": 1000 }).write("only this");
        return void setImmediate(() => response.destroy());
      }
      if (request.url === "/echo") return void request.pipe(response);
      const range = request.headers.range === undefined ? "" : ` ${request.headers.range}`;
      return response.end(`content${range}\n`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test.each([
    ["curl -fsSL URL/file", "content\n", 0, ""],
    ["curl -fsSL URL/moved", "content\n", 0, ""],
    ["curl -s -r 5-9 URL/file", "content bytes=5-9\n", 0, ""],
    ["curl -fsS URL/missing", "", 22, "curl: (22) The requested URL returned error: 404\n"],
    ["curl -s URL/missing", "not here", 0, ""],
    ["curl -s -o /dev/null -w '%{http_code}' URL/missing", "404", 0, ""],
    ["curl -sS URL/cut", "only this", 18, "curl: (18) transfer closed with 991 bytes remaining to read\n"],
    ["curl -sSL URL/loop", "", 47, "curl: (47) Maximum (50) redirects followed\n"],
    ["curl -fsS --retry 3 URL/flaky", "content\n", 0, ""],
    ["curl -fsS --retry 1 URL/flaky", "", 22, /error: 503/],
    ["curl -sS -m 0.05 URL/silent", "", 28, /\(28\) Operation timed out/],
    ["curl -sS --connect-timeout 0.05 URL/silent", "", 28, /\(28\) Connection timed out/],
    ["curl -sS -d a=b URL/echo", "a=b", 0, ""],
    ["echo from stdin | curl -s --data-binary @- URL/echo", "from stdin\n", 0, ""],
    ["curl -sSo /nonexistent/x URL/file", "", 23, /Failed to open the file/],
    ["curl -sS URL/file >/dev/full", "", 23, /\(23\) Failure writing output/],
    ["curl -sSO URL/file && cat file", "content\n", 0, ""],
    ["curl -sSI URL/file | head -1", "HTTP/1.1 200 OK\r\n", 0, ""],
    ["curl --nosuch URL", "", 2, /unrecognized option '--nosuch'/],
    ["curl -sS http://192.0.2.1/", "", 7, /\(7\) Failed to connect to 192.0.2.1 port 80/],
    ["curl -sS https://factory.talos.dev/x", "", 6, /\(6\) Could not resolve host: factory.talos.dev/],
    ["curl -sS http://127.0.0.1:1/", "", 7, /\(7\) Failed to connect/],
    ["curl -sS ftp://127.0.0.1/", "", 1, /\(1\) Protocol "ftp" not supported/],
    ["wget -qO- URL/file", "content\n", 0, ""],
    ["wget -q URL/moved -O out; cat out", "content\n", 0, ""],
    ["wget -nv -O - URL/missing", "", 8, /ERROR 404/],
    ["wget -q --tries=2 -O - URL/cut", "only this", 4, ""],
    ["wget -q http://192.0.2.1/", "", 4, ""],
  ])("%s", async (script, stdout, status, stderr) => {
    const ran = await run(testGuest(), script.replaceAll("URL", url));
    expect({ stdout: ran.stdout, end: ran.end }).toEqual({ stdout, end: { status } });
    if (typeof stderr === "string") expect(ran.stderr).toBe(stderr);
    else expect(ran.stderr).toMatch(stderr);
  });

  test("wait in simulated time between tries", async () => {
    const guest = testGuest();
    await run(guest, `curl -fsS --retry 5 --retry-delay 2 ${url}/flaky`);
    expect(guest.slept).toEqual([2000, 2000]);
  });
});

describe("the machine", () => {
  test.each([
    ["shutdown now", "poweroff"],
    ["shutdown -h now", "poweroff"],
    ["poweroff", "poweroff"],
    ["shutdown -r now", "reboot"],
    ["reboot", "reboot"],
    ["systemctl reboot", "reboot"],
    ["shutdown +1", "poweroff"],
  ])("%s", async (command, how) => {
    const guest = testGuest();
    await output(guest, `${command}; sleep 1; sleep 1`);
    expect(guest.ends).toEqual([how]);
  });

  test("tells what it is", async () => {
    expect(
      await output(
        testGuest(),
        "uname -m; hostname; nproc; whoami; id -u; free -m | wc -l; cat /etc/os-release | grep ^ID=",
      ),
    ).toBe("x86_64\nrescue\n2\nroot\n0\n3\nID=debian\n");
  });

  test("sleeps in simulated time", async () => {
    const guest = testGuest();
    await output(guest, "sleep 2; sleep 1.5m; timeout 10 true");
    expect(guest.slept).toEqual([2000, 90_000, 10_000]);
  });

  test("has a root of bounded size", async () => {
    const { stderr, end } = await run(testGuest(), "head -c 1100000000 /dev/zero >/tmp/big; ls -l /tmp/big | wc -l");
    expect(stderr).toMatch(/head: write error: No space left on device/);
    expect(end).toEqual({ status: 0 });
  });
});

describe("what must not hang or fall", () => {
  const killedSoon = async (script: string): Promise<Ran> => {
    const stop = new AbortController();
    const running = run(testGuest(), script, "", stop.signal);
    setTimeout(() => stop.abort(new Killed("TERM")), 50);
    return running;
  };

  test.each([
    "while :; do :; done",
    "sleep infinity",
    "yes >/dev/null",
    "cat /dev/zero | cat >/dev/null",
    "f() { f; }; while true; do f & wait; done",
  ])("%s, when it is killed", async (script) => {
    expect((await killedSoon(script)).end).toEqual({ signal: "TERM" });
  });

  test("a killed shell still runs its EXIT trap", async () => {
    const { stdout, end } = await killedSoon("trap 'echo cleaned' EXIT; sleep infinity");
    expect({ stdout, end }).toEqual({ stdout: "cleaned\n", end: { signal: "TERM" } });
  });

  test("a function that calls itself", async () => {
    const { stderr, end } = await run(testGuest(), "f() { f; }; f; echo never");
    expect(end).toEqual({ status: 1 });
    expect(stderr).toMatch(/maximum function nesting level exceeded/);
  });

  test.each([
    ["(".repeat(5000), 2],
    [`echo ${"$(".repeat(3000)}`, 2],
    [`${"{ ".repeat(5000)}`, 2],
    [`echo ${"x".repeat(1_000_000)} | wc -c`, 0],
    ["\0\u0001\xff", 127],
    ["x='", 2],
    ["cat <<EOF", 0],
    ["echo ${", 2],
    ["case x in", 2],
    ["for", 2],
    ["[[ a", 2],
    ["echo $((1+", 2],
    ["|", 2],
    ["&& true", 2],
    [";;", 2],
    ["}", 2],
    ["fi", 2],
  ])("%.20j", async (script, status) => {
    expect((await run(testGuest(), script)).end).toEqual({ status });
  });
});
