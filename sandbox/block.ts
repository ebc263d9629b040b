/** Which 127.<block>.0.0/16 a sandbox lives in: taken while it runs, so that two never share addresses. */
import { createServer } from "node:net";
import { blockHost, firstBlock, lastBlock } from "./world/loopback";

/** A listener on this port of a block's own address says that the block is taken. */
const guardPort = 47_077;

/** A block held by this process. */
export interface HeldBlock {
  block: number;
  release(): Promise<void>;
}

/**
 * Takes a block: the wanted one, or the first free.
 * @throws RangeError when the wanted one is out of range or in use, or none is free.
 */
export async function takeBlock(wanted?: number): Promise<HeldBlock> {
  if (wanted !== undefined && !(Number.isInteger(wanted) && wanted >= 1 && wanted <= lastBlock)) {
    throw new RangeError(`Cannot use address block "${wanted}": choose a whole number from 1 to ${lastBlock}`);
  }
  const [first, last] = wanted === undefined ? [firstBlock, lastBlock] : [wanted, wanted];
  for (let block = first; block <= last; block++) {
    const held = await tryBlock(block);
    if (held !== undefined) return held;
  }
  throw new RangeError(
    wanted === undefined
      ? `Cannot start: every address block from 127.${firstBlock}.0.0/16 to 127.${lastBlock}.0.0/16 is in use`
      : `Cannot start: address block 127.${wanted}.0.0/16 is in use by another sandbox; choose another with --block`,
  );
}

function unusable(block: number, cause: NodeJS.ErrnoException): Error {
  const reason = `${blockHost(block)} cannot be listened on (${cause.code ?? cause.message})`;
  return new Error(`Cannot start: ${reason}; the sandbox needs all of 127.0.0.0/8 on loopback, as Linux has it`, {
    cause,
  });
}

/** Undefined when someone else has it. @throws Error when it is not a matter of being taken. */
function tryBlock(block: number): Promise<HeldBlock | undefined> {
  return new Promise((resolve, reject) => {
    const guard = createServer((socket) => socket.destroy());
    guard.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(unusable(block, error));
    });
    guard.listen(guardPort, blockHost(block), () => {
      guard.unref();
      resolve({ block, release: () => new Promise((done) => guard.close(() => done())) });
    });
  });
}
