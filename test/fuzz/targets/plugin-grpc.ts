import type { GrpcClient, GrpcResult } from "../../support/grpc-client";
import { readResult } from "../../support/grpc-client";
import { createRandom, type Random } from "../../support/random";
import { startUnderFire } from "../grpc-server-under-fire";
import { randomBody } from "../http2-frames";
import type { FuzzOptions } from "../target";

const together = 50;
const paths = ["/test.Test/Echo", "/test.Test/EchoStream", "/test.Test/Fail", "/test.Test/Throw", "/test.Test/No", "/"];
const contentTypes = [
  "application/grpc",
  "application/grpc+proto",
  "application/grpc;x",
  "text/plain",
  "application/grpcx",
];
const timeouts = ["1n", "5m", "1S", "99999999H", "", "x", "-1S", "1 S"];

/** The target's name. */
export const name = "plugin-grpc";

/** Calls on a good connection whose headers and messages are anything; each must be answered, or reset by its caller. */
export async function run({ seed, inputs }: FuzzOptions): Promise<{ readonly inputs: number }> {
  const random = createRandom(seed);
  const server = await startUnderFire();
  const client = await server.fixture.connect();
  try {
    for (let done = 0; done < inputs; done += together) {
      const calls = Array.from({ length: Math.min(together, inputs - done) }, () =>
        callAnything(client, random.fork()),
      );
      await Promise.all(calls);
    }
    await server.expectWell();
  } catch (error) {
    throw new Error(`With seed ${seed}: ${String(error)}`, { cause: error });
  } finally {
    client.close();
    server.close();
  }
  return { inputs };
}

async function callAnything(client: GrpcClient, random: Random): Promise<void> {
  const path = random.pick(paths);
  const stream = client.open(path, randomHeaders(random));
  const answer = readResult(stream);
  const body = randomBody(random);
  const position = random.integer(0, body.length);
  stream.write(body.subarray(0, position));
  if (random.chance()) {
    await new Promise(setImmediate);
  }
  const isReset = random.chance(0.1);
  if (isReset) {
    stream.close(random.pick([1, 2, 8])); // with 0, Node waits for ever for what it has not yet sent
  } else {
    stream.end(body.subarray(position));
  }
  checkAnswer(await answer, path, isReset);
}

function randomHeaders(random: Random): Record<string, string> {
  const headers: Record<string, string> = {};
  if (random.chance(0.2)) {
    headers["content-type"] = random.pick(contentTypes);
  }
  if (random.chance(0.2)) {
    headers["grpc-timeout"] = random.pick(timeouts);
  }
  if (random.chance(0.2)) {
    headers["grpc-encoding"] = random.pick(["identity", "gzip", "x"]);
  }
  if (random.chance(0.1)) {
    headers["x-anything"] = random.bytes(random.integer(0, 500)).toString("hex");
  }
  return headers;
}

function checkAnswer(result: GrpcResult, path: string, isReset: boolean): void {
  const isRefused = String(result.headers[":status"]) === "415";
  if (result.status === undefined && !isRefused && !isReset) {
    throw new Error(`A call of "${path}" was not answered: ${JSON.stringify(result)}`);
  }
  if (result.statusMessage.startsWith("described: ") && path !== "/test.Test/Throw") {
    throw new Error(`A call of "${path}" met an error nobody expected: "${result.statusMessage}"`);
  }
}
