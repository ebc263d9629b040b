/** The plugin's server, once with and once without TLS, and the question whether it is still well. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { certificateFromPem, createSelfSignedCertificate } from "../../provider-bridge/plugin/certificate";
import { createTlsFront } from "../../provider-bridge/plugin/tls-front";
import { type GrpcFixture, startGrpcFixture } from "../provider-bridge/plugin/grpc-fixture";
import { createIdentity } from "../provider-bridge/plugin/tiny-process";
import { connectGrpc, type GrpcClient } from "../support/grpc-client";
import { tidyRssBytes } from "../support/tidy-memory";

/** What targets shoot at. */
export interface GrpcServerUnderFire {
  readonly fixture: GrpcFixture;
  /** Socket paths: the server itself, and the one behind TLS. */
  readonly addresses: { readonly plain: string; readonly tls: string };
  /** Opens a connection, sends bytes in these pieces, and ends it, waiting a moment for the server to do so as well. */
  shoot(address: string, pieces: readonly Buffer[]): Promise<void>;
  /** @throws Error when the server does not answer a friend, a call is still open or memory has run away */
  expectWell(): Promise<void>;
  close(): void;
}

/** Messages of fuzzed calls may be this long. */
const maxMessageBytes = 1024 * 1024;
/**
 * How long a server gets to read what was sent and to close the connection. Node 20 never does after a connection error
 * (its session stays, deaf); 22 and newer do at once.
 */
const graceMs = 30;
/** After so many connections those that Node 20 has left are ended. */
const connectionsBetweenSweeps = 200;
/** What may be in use more than before, which is far less than what was sent. */
const allowedGrowthBytes = 300 * 1024 * 1024;

/** Starts it. */
export async function startUnderFire(): Promise<GrpcServerUnderFire> {
  const fixture = await startGrpcFixture({ maxMessageBytes });
  const behindTls = await listenBehindTls(fixture);
  const memoryBefore = tidyRssBytes();
  let shots = 0;
  return {
    fixture,
    addresses: { plain: fixture.address, tls: behindTls.address },
    shoot: async (address, pieces) => {
      await shoot(address, pieces);
      shots += 1;
      if (shots % connectionsBetweenSweeps === 0) {
        fixture.server.close();
      }
    },
    expectWell: async () => {
      fixture.server.close();
      for (const friend of [await connectGrpc({ address: fixture.address }), await behindTls.connect()]) {
        await expectAnswer(friend);
      }
      await endConnections(fixture);
      const grownBytes = tidyRssBytes() - memoryBefore;
      if (grownBytes > allowedGrowthBytes) {
        throw new Error(`Memory has grown by ${grownBytes} bytes`);
      }
    },
    close: () => {
      fixture.close();
      behindTls.close();
    },
  };
}

/** Ends what is left. More than once, as the last connections may not even have been accepted yet. */
async function endConnections(fixture: GrpcFixture): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    fixture.server.close();
    await new Promise(setImmediate);
  }
  await fixture.untilIdle();
}

async function expectAnswer(friend: GrpcClient): Promise<void> {
  const result = await friend.call("/test.Test/Echo", Buffer.from("are you well?"));
  friend.close();
  if (String(result.messages[0]) !== "are you well?") {
    throw new Error(`A friend was not answered: ${JSON.stringify(result)}`);
  }
}

interface TlsListener {
  readonly address: string;
  connect(): Promise<GrpcClient>;
  close(): void;
}

async function listenBehindTls(fixture: GrpcFixture): Promise<TlsListener> {
  const identity = createIdentity();
  const certificate = createSelfSignedCertificate();
  const front = createTlsFront({
    certificate,
    clientCertificate: certificateFromPem(identity.certificate) ?? Buffer.alloc(0),
    onTrusted: (socket) => fixture.server.accept(socket),
    onRefused: () => {},
  });
  const directory = mkdtempSync(join(tmpdir(), "fire-"));
  const address = join(directory, "s");
  const listener = createServer((socket) => front(socket.on("error", () => {})));
  await once(listener.listen(address), "listening");
  return {
    address,
    connect: () => connectGrpc({ address, tls: { ...identity, serverCertificate: certificate.der } }),
    close: () => {
      listener.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function shoot(address: string, pieces: readonly Buffer[]): Promise<void> {
  const socket: Socket = connect(address);
  socket.on("error", () => {}); // the server may well break it off
  socket.resume();
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  for (const piece of pieces) {
    socket.write(piece);
    if (pieces.length > 1) {
      await new Promise(setImmediate);
    }
  }
  socket.end();
  const grace = setTimeout(() => socket.destroy(), graceMs);
  await closed;
  clearTimeout(grace);
}
