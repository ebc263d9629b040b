/**
 * `npm run peers`: runs every peer that this machine has and writes docs/evidence.md. What it lacks is skipped with its
 * reason. The status is 0 if nothing failed.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { useOwnTemporaryFolder } from "../../scripts/own-temporary-folder";
import { ExchangeWatch } from "../support/openapi/watch";
import { type Evidence, type PeerRun, writtenInto } from "./evidence";
import { judgeByExamples } from "./examples/peer";
import { judgeByCli } from "./hcloud-cli/peer";
import { judgeByGoClient, judgeByPythonClient } from "./hetzner-clients";
import { judgeByHundredServers } from "./hundred-servers/peer";
import { judgeByOpenSsh } from "./openssh";
import { judgeByStack } from "./stack/peer";
import { judgeByTalosClient } from "./talos-go/peer";
import { judgeByTalosProvider } from "./talos-provider/peer";

const PAGE = resolve(__dirname, "../../docs/evidence.md");

const peers: readonly PeerRun[] = [
  judgeByStack,
  judgeByExamples,
  judgeByHundredServers,
  judgeByCli,
  judgeByPythonClient,
  judgeByGoClient,
  judgeByOpenSsh,
  judgeByTalosClient,
  judgeByTalosProvider,
];

async function main(): Promise<void> {
  useOwnTemporaryFolder();
  const evidence: Evidence[] = [];
  const tell = (each: Evidence) => {
    evidence.push(each);
    console.log(`${each.result.toUpperCase()} ${each.peer}: ${each.what}: ${each.detail}`);
  };
  const watch = new ExchangeWatch();
  for (const run of peers) (await run()).forEach(tell);
  watch.close();
  tell(documentOn(watch));
  const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : undefined;
  writeFileSync(PAGE, writtenInto(page, evidence, new Date()));
  process.exitCode = evidence.some(({ result }) => result === "failed") ? 1 : 0;
}

/** What Hetzner's document says of all that passed between the peers and the sandboxes. */
function documentOn({ exchanges, complaints }: ExchangeWatch): Evidence {
  const head = { peer: "Hetzner's OpenAPI document", what: "every request and answer of the runs above" };
  for (const complaint of complaints) console.log(`DIFFERENT ${complaint}`);
  if (exchanges === 0)
    return { ...head, result: "skipped", detail: "the document is not on this machine (HEPHAESTUS_ORACLES)" };
  if (complaints.length === 0) return { ...head, result: "passed", detail: `${exchanges} exchanges` };
  return { ...head, result: "failed", detail: `${complaints.length} differences, the first: ${complaints[0]}` };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
