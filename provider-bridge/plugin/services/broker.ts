import type { Method } from "../../../wire/grpc/method";
import { silentAnswer, untilAborted } from "./silent-answer";

/**
 * `plugin.GRPCBroker`: would negotiate further connections between host and plugin. Terraform opens the stream and
 * never uses it; whatever comes is read and dropped, until the host ends it.
 */
export const brokerMethods: readonly (readonly [string, Method])[] = [
  [
    "/plugin.GRPCBroker/StartStream",
    {
      kind: "streaming",
      handle: (requests, call) => silentAnswer(() => Promise.race([drop(requests), untilAborted(call.signal)])),
    },
  ],
];

async function drop(requests: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _connectionInfo of requests) {
    // no connection is ever offered by us, so there is nothing to match it with
  }
}
