import { createRandom } from "../../support/random";
import { startUnderFire } from "../grpc-server-under-fire";
import { frame, frameTypes, preface, randomFrame } from "../http2-frames";
import type { FuzzOptions } from "../target";

const together = 200;
const paths = [
  "/test.Test/Echo",
  "/test.Test/EchoStream",
  "/test.Test/WaitForCancel",
  "/test.Test/Throw",
  "/no.No/No",
  "",
];

/** The target's name. */
export const name = "plugin-http2";

/** Connections that begin well and go on with frames of every kind; one input is one connection. */
export async function run({ seed, inputs }: FuzzOptions): Promise<{ readonly inputs: number }> {
  const random = createRandom(seed);
  const server = await startUnderFire();
  try {
    for (let done = 0; done < inputs; done += together) {
      const shots = Array.from({ length: Math.min(together, inputs - done) }, () => {
        const settings = frame(frameTypes.settings, 0, 0, Buffer.alloc(0));
        const frames = Array.from({ length: random.integer(1, 8) }, () => randomFrame(random, paths));
        return server.shoot(server.addresses.plain, [Buffer.concat([preface, settings, ...frames])]);
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
