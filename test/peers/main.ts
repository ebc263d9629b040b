/**
 * `npm run peers`: runs every peer that this machine has and writes docs/evidence.md. What it lacks is skipped with its
 * reason. The status is 0 if nothing failed.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Evidence, type PeerRun, writtenInto } from "./evidence";
import { judgeByCli } from "./hcloud-cli/peer";
import { judgeByGoClient, judgeByPythonClient } from "./hetzner-clients";
import { judgeByOpenSsh } from "./openssh";
import { judgeByStack } from "./stack/peer";

const PAGE = resolve(__dirname, "../../docs/evidence.md");

const peers: readonly PeerRun[] = [judgeByStack, judgeByCli, judgeByPythonClient, judgeByGoClient, judgeByOpenSsh];

async function main(): Promise<void> {
  const evidence: Evidence[] = [];
  for (const run of peers) {
    for (const each of await run()) {
      evidence.push(each);
      console.log(`${each.result.toUpperCase()} ${each.peer}: ${each.what}: ${each.detail}`);
    }
  }
  const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : undefined;
  writeFileSync(PAGE, writtenInto(page, evidence, new Date()));
  process.exitCode = evidence.some(({ result }) => result === "failed") ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
