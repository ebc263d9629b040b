/** What the sandbox's HTTP doors say to bytes that no client sends, and that they go on. */
import { connect, type NetConnectOpts } from "node:net";
import { type Sandbox, startSandbox } from "../../sandbox";
import { listenHttp } from "../../sandbox/http-listener";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** Everything that comes back until the line is closed. */
function exchange(where: NetConnectOpts, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(where);
    let heard = "";
    socket.on("data", (chunk) => {
      heard += chunk.toString();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(heard));
    socket.end(Buffer.from(bytes, "latin1"));
  });
}

function place(name: string): NetConnectOpts {
  const value = sandbox.environment[name] ?? "";
  if (value.startsWith("/")) return { path: value };
  const { hostname, port } = new URL(value);
  return { host: hostname, port: Number(port) };
}

const doors = [
  "HCLOUD_ENDPOINT",
  "HEPHAESTUS_IMAGE_FACTORY_URL",
  "HEPHAESTUS_PUBLIC_IP_URL",
  "HEPHAESTUS_SANDBOX_CONTROL",
];

/** A request with so much around it that any door reads it. */
const request = (target: string, more = "", method = "GET") =>
  `${method} ${target} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${sandbox.environment["HCLOUD_TOKEN"]}\r\nconnection: close\r\n${more}\r\n`;

describe.each(doors)("%s", (door) => {
  test.each(["//", "http://[", "///", "//[/"])("says that %j is no path", async (target) => {
    expect(await exchange(place(door), request(target))).toMatch(/^HTTP\/1.1 400 /);
  });

  test.each(["*", "/%", "/%00", "/..%2f..%2fetc%2fpasswd", "/\x7f", "/v1//servers", "/?page=%"])(
    "answers %j without a mistake of its own",
    async (target) => {
      const status = Number(/^HTTP\/1.1 (\d+) /.exec(await exchange(place(door), request(target)))?.[1]);
      expect(status).toBeLessThan(500);
    },
  );

  test.each([
    ["garbage", "garbage\r\n\r\n", 400],
    ["a head that is too long", `GET /${"a".repeat(20_000)} HTTP/1.1\r\n`, 431],
    ["a chunk that is none", "POST /v1/networks HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", 400],
  ])("refuses %s, and goes on", async (_what, bytes, status) => {
    expect(await exchange(place(door), bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(await exchange(place(door), request("/"))).toMatch(/^HTTP\/1.1 [24]/);
  });
});

test("bytes that are no text, and lists in lists, are no JSON", async () => {
  for (const body of ["\xff\xfe{}", "[".repeat(200_000), '{"name": 1e999}', '{"a":1}{"b":2}']) {
    const more = `content-length: ${body.length}\r\n`;
    const heard = await exchange(place("HCLOUD_ENDPOINT"), `${request("/v1/networks", more, "POST")}${body}`);
    expect(heard).toMatch(/^HTTP\/1.1 4(00|22) /);
  }
});

test("listens on loopback and nowhere else", async () => {
  const answer = async () => ({ status: 200, headers: {}, body: "" });
  for (const host of ["0.0.0.0", "::", "192.0.2.1", "localhost", "example.com", "127.0.0.1.example.com", ""]) {
    await expect(listenHttp({ host, port: 0 }, answer)).rejects.toThrow(RangeError);
  }
});
