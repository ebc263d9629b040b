/** Faults of a machine's API: slow, refused, cut half-way, frozen. */
import { GrpcStatus, type GrpcStatusCode } from "../../../wire/grpc/status";
import { pause } from "../../world/clock";
import { type Interference, type TalosCall, TalosStatus } from "../grpc";
import type { TalosMachine } from "../machine/machine";

/**
 * Asks the book of faults (door "talos", `what` a method's name or "rpc" for any, `match` on "server method") and does
 * what it says: `delayMs` waits, `code` and `message` refuse, `cutAfterMessages` ends the connection so many messages
 * later. A frozen machine never answers.
 * @throws TalosStatus where the fault refuses.
 */
export async function interfere(machine: TalosMachine, call: TalosCall): Promise<Interference | undefined> {
  const { world, server } = machine;
  if (machine.isFrozen) await aborted(call.signal);
  const method = call.path.split("/").at(-1) ?? "";
  const subject = `${server.name} ${method}`;
  const effect = world.faults.take("talos", method, subject) ?? world.faults.take("talos", "rpc", subject);
  if (effect === undefined) return undefined;
  const { delayMs, code, message, cutAfterMessages } = effect;
  if (typeof delayMs === "number") await pause(world.clock, delayMs, call.signal);
  if (typeof code === "string" && code in GrpcStatus) {
    const text = typeof message === "string" ? message : "a fault of the sandbox";
    throw new TalosStatus(statusOf(code), text);
  }
  return typeof cutAfterMessages === "number" ? { cutAfterMessages } : undefined;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const cancel = () => reject(new TalosStatus(GrpcStatus.CANCELLED, "context canceled"));
    if (signal.aborted) cancel();
    else signal.addEventListener("abort", cancel, { once: true });
  });
}

function statusOf(name: string): GrpcStatusCode {
  const found = Object.entries(GrpcStatus).find(([key]) => key === name);
  return found?.[1] ?? GrpcStatus.UNAVAILABLE;
}
