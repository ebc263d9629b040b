import { X509Certificate } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { request } from "node:https";
import { connect as connectPlain } from "node:net";
import { connect } from "node:tls";
import { openHttpServer } from "../../../../sandbox/kubernetes/server/http-server";
import { authority, certificate, ServedCluster } from "../served-cluster";

let served: ServedCluster;
beforeAll(async () => {
  served = await ServedCluster.open();
});
afterAll(() => served.close());

const path = "/api/v1/namespaces/default/configmaps";

describe("clients that do not play by the rules", () => {
  test("a body that is cut off writes nothing, and the server goes on", async () => {
    const body = JSON.stringify({ metadata: { name: "cut" } });
    const options = served.options("POST", path, {
      token: "admin-token",
      headers: { "content-type": "application/json", "content-length": String(body.length) },
    });
    const sent = request({ ...options, agent: false });
    sent.on("error", () => {});
    sent.write(body.slice(0, 10));
    await once(sent, "socket");
    sent.destroy();
    expect((await served.get(`${path}/cut`)).status).toBe(404);
  });

  test("a body that comes byte by byte is read whole", async () => {
    const body = JSON.stringify({ metadata: { name: "slow" } });
    const options = served.options("POST", path, {
      token: "admin-token",
      headers: { "content-type": "application/json", "content-length": String(body.length) },
    });
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request({ ...options, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on("error", reject);
      for (const character of body) sent.write(character);
      sent.end();
    });
    expect(status).toBe(201);
  });

  test.each([
    ["no HTTP", "hello\r\n\r\n"],
    ["a header without end", `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(100_000)}`],
    ["two lengths", "POST /api HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx"],
  ])("%s is answered with a refusal or the end of the line", async (_what, text) => {
    const socket = connect({ host: "127.0.0.1", port: served.api.port, ca: (await authority).certificatePem });
    socket.on("error", () => {});
    socket.write(text);
    let answer = "";
    socket.on("data", (chunk) => {
      answer += String(chunk);
    });
    await once(socket, "close");
    expect(answer === "" || /^HTTP\/1\.1 4\d\d /.test(answer)).toBe(true);
    expect((await served.get("/version")).status).toBe(200);
  });

  test("a watcher that reads nothing is sent away; others go on", async () => {
    const options = served.options("GET", `${path}?watch=1`, { token: "admin-token" });
    const lazy = request({ ...options, agent: false });
    const [response] = await new Promise<[import("node:http").IncomingMessage]>((resolve) => {
      lazy.on("response", (message) => resolve([message]));
      lazy.end();
    });
    response.pause();
    const closed = new Promise<void>((resolve) => {
      response.once("close", resolve);
    });
    response.on("error", () => {});
    const data = { k: "x".repeat(900_000) };
    for (let count = 0; count < 60 && !response.destroyed; count += 1)
      served.create("configmaps", "default", { metadata: { generateName: "fat-" }, data });
    await new Promise(setImmediate);
    response.resume();
    await closed;
    expect(response.complete).toBe(false);
    expect((await served.get("/version")).status).toBe(200);
  });
});

describe("certificates of the server", () => {
  const serverName = (port: number, ca: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port, ca }, () => {
        resolve(new X509Certificate(socket.getPeerCertificate().raw).subject);
        socket.destroy();
      });
      socket.on("error", reject);
    });

  test("a new one is shown on the same port, and another client authority counts", async () => {
    const ca = await authority;
    const own = await ServedCluster.open();
    const client = await certificate(ca, "ann", { organizations: ["system:masters"] });
    expect((await own.get("/api/v1/nodes", { client })).status).toBe(200);
    const next = await certificate(ca, "renewed", { usages: ["server"], ips: ["127.0.0.1"] });
    const otherCa = await certificate(ca, "other authority", {});
    own.api.replaceKeyPair(next, otherCa.certificatePem);
    expect(await serverName(own.api.port, ca.certificatePem)).toBe("CN=renewed");
    expect((await own.get("/api/v1/nodes", { client })).status).toBe(401);
    await own.close();
  });

  test("TLS older than 1.2 is refused", async () => {
    const socket = connect({
      host: "127.0.0.1",
      port: served.api.port,
      maxVersion: "TLSv1.1",
      minVersion: "TLSv1",
      ciphers: "ALL@SECLEVEL=0",
    });
    const [error] = await once(socket, "error");
    expect(String(error)).toMatch(/protocol version|unsupported|alert/i);
  });
});

test("a connection from where none is let in is cut", async () => {
  let isOpen = true;
  const own = await ServedCluster.open({ admits: () => isOpen });
  expect((await own.get("/version")).status).toBe(200);
  isOpen = false;
  const client = await certificate(await authority, "ann");
  await expect(own.get("/version", { client })).rejects.toThrow();
  await own.close();
});

test("no watch begins for a client who has gone before its answer", async () => {
  const happens = new EventEmitter();
  const [asked, gate, answered] = ["asked", "gate", "answered"].map((what) => once(happens, what));
  let watches = 0;
  const server = await openHttpServer({
    endpoint: { nodeName: "cp-1", host: "127.0.0.1", port: 0, keyPair: undefined },
    clientCaPem: "",
    commonHeaders: () => ({}),
    disturb: async () => {
      happens.emit("asked");
      await gate;
      return undefined;
    },
    answer: async () => {
      happens.emit("answered");
      const stream = () => {
        watches += 1;
        return () => {
          watches -= 1;
        };
      };
      return { status: 200, headers: {}, body: "", stream };
    },
  });
  const socket = connectPlain({ host: "127.0.0.1", port: server.port });
  socket.write("GET /api HTTP/1.1\r\nhost: a\r\n\r\n");
  await asked;
  socket.destroy();
  await once(socket, "close");
  for (let turns = 0; turns < 50; turns += 1) await new Promise(setImmediate);
  happens.emit("gate");
  await answered;
  for (let turns = 0; turns < 50; turns += 1) await new Promise(setImmediate);
  expect(watches).toBe(0);
  await server.close();
});

test("closing ends watches and frees the port", async () => {
  const own = await ServedCluster.open();
  const watching = await own.watch(`${path}?watch=1`);
  await own.close();
  await watching.ended;
  await expect(own.get("/version")).rejects.toThrow(/ECONNREFUSED|closed/);
});

describe("faults", () => {
  test("an answer of its own, and a line that breaks", async () => {
    served.faults.add({
      door: "kubernetes",
      what: "GET",
      match: "/api/v1/nodes",
      effect: { status: 503, reason: "ServiceUnavailable", message: "later" },
    });
    const { status, json } = await served.get("/api/v1/nodes");
    expect([status, json["reason"], json["message"]]).toEqual([503, "ServiceUnavailable", "later"]);
    expect((await served.get("/api/v1/nodes")).status).toBe(200);
    served.faults.add({ door: "kubernetes", what: "*", match: "/api/v1/pods", effect: { cut: true } });
    await expect(served.get("/api/v1/pods")).rejects.toThrow();
    expect((await served.get("/api/v1/pods")).status).toBe(200);
  });

  test("without quorum nothing is read nor written; /version answers", async () => {
    served.cluster.setQuorum(false);
    expect((await served.get("/api/v1/nodes")).status).toBe(500);
    expect((await served.post(path, { metadata: { name: "q" } })).json["message"]).toBe(
      "etcdserver: request timed out",
    );
    expect((await served.get("/version")).status).toBe(200);
    expect((await served.get("/readyz")).status).toBe(500);
    served.cluster.setQuorum(true);
    expect((await served.get("/readyz")).status).toBe(200);
    expect((await served.get(`${path}/q`)).status).toBe(404);
  });
});
