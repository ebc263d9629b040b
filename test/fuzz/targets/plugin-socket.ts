import { createRandom, type Random } from "../../support/random";
import { startUnderFire } from "../grpc-server-under-fire";
import { callFrames, frame, frameTypes, preface } from "../http2-frames";
import type { FuzzOptions } from "../target";

/** How many connections are open at the same time. */
const together = 200;

/** The target's name. */
export const name = "plugin-socket";

/** Bytes on the plugin's socket that no client would send: noise, other protocols, sessions with flipped bits. */
export async function run({ seed, inputs }: FuzzOptions): Promise<{ readonly inputs: number }> {
  const random = createRandom(seed);
  const server = await startUnderFire();
  try {
    for (let done = 0; done < inputs; done += together) {
      const shots = Array.from({ length: Math.min(together, inputs - done) }, () => {
        const address = random.chance(0.25) ? server.addresses.tls : server.addresses.plain;
        return server.shoot(address, cut(random, randomBytes(random)));
      });
      await Promise.all(shots);
    }
    await server.expectWell();
  } catch (error) {
    throw new Error(`With seed ${seed}: ${String(error)}`, { cause: error });
  } finally {
    server.close();
  }
  return { inputs };
}

const otherProtocols = [
  Buffer.from("GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
  Buffer.from(
    "GET / HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
  ),
  Buffer.from("SSH-2.0-x\r\n"),
  Buffer.from("160301020001", "hex"),
  Buffer.from("16030100c8010000c40303", "hex"),
  Buffer.from("1503030002022a", "hex"),
];

function randomBytes(random: Random): Buffer {
  const noise = random.bytes(random.pick([0, 1, 9, 24, 100, 2_000]));
  const session = Buffer.concat([
    preface,
    frame(frameTypes.settings, 0, 0, Buffer.alloc(0)),
    callFrames(1, "/test.Test/Echo", Buffer.from([0, 0, 0, 0, 2, 1, 2])),
    callFrames(3, "/test.Test/EchoStream", Buffer.from([0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0])),
  ]);
  switch (random.integer(0, 4)) {
    case 0:
      return noise;
    case 1:
      return Buffer.concat([random.pick(otherProtocols), noise]);
    case 2:
      return Buffer.concat([preface.subarray(0, random.integer(0, preface.length)), noise]);
    case 3:
      return session.subarray(0, random.integer(0, session.length));
    default:
      return flip(random, session);
  }
}

function flip(random: Random, bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes);
  for (let count = random.integer(1, 6); count > 0; count -= 1) {
    flipped[random.integer(0, flipped.length - 1)] = random.integer(0, 255);
  }
  return flipped;
}

function cut(random: Random, bytes: Buffer): Buffer[] {
  const position = random.integer(0, bytes.length);
  return random.chance() ? [bytes] : [bytes.subarray(0, position), bytes.subarray(position)];
}
