/** Addresses for a sandbox that ends and begins again: between the two nobody else takes them. */
import { createServer } from "node:net";
import { blockHost, lastBlock } from "../../sandbox/world/loopback";

/** Sandboxes that choose for themselves begin at the other end. */
const firstBlock = 190;
/** Whoever listens here has the block for as long as it lives; a sandbox's own guard has another port. */
const claimPort = 47_078;

let own: Promise<number> | undefined;

/** The block of this test file, for as long as its process lives. @throws RangeError when none is free */
export function ownBlock(): Promise<number> {
  own ??= claim();
  return own;
}

async function claim(): Promise<number> {
  for (let block = firstBlock; block < lastBlock; block += 1) {
    if (await isClaimed(block)) return block;
  }
  throw new RangeError(`Cannot take a block: every block from ${firstBlock} on is taken`);
}

function isClaimed(block: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(claimPort, blockHost(block), () => {
      server.unref();
      resolve(true);
    });
  });
}
