/** The build: a temporary server in the rescue system writes the image to its disk, and a snapshot is taken of it. */
import type { Hcloud } from "../../clients/clients";
import {
  type Action,
  createOnce,
  createServer,
  createSnapshot,
  createSshKey,
  deleteImage,
  deleteSshKey,
  findImage,
  HcloudError,
  type Image,
  type Labels,
  listServers,
  listSnapshots,
  listSshKeys,
  runServerAction,
  type Server,
} from "../../clients/hcloud";
import { type OpenSshKeyPair, SshError, type SshPool } from "../../clients/ssh";
import { allEnded, type CallContext, type Clock, together } from "../../clients/transport";
import type { Candidate } from "./candidates";
import { removeServer } from "./leftovers";
import { rescueScript, unpackerOf, wrongChecksumExitCode } from "./rescue-script";
import { builderLabels, type Run } from "./run-labels";

/** What is built, where, and with what. */
export interface Build {
  readonly hcloud: Hcloud;
  readonly ssh: SshPool;
  readonly sshPort: number;
  readonly sshTimeoutMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly run: Run;
  readonly keyPair: OpenSshKeyPair;
  /** In the order in which they are tried, at least one. */
  readonly candidates: readonly Candidate[];
  /** Any system image of Hetzner's: it is never booted. */
  readonly baseImage: string;
  readonly url: string;
  /** SHA-256 that the download must have; null for any. */
  readonly sha256: string | null;
  readonly description: string;
  /** Of the snapshot. */
  readonly labels: Labels;
  /** A host's first contact, one for this build. */
  readonly hostKey: Parameters<SshPool["host"]>[0]["hostKey"];
}

/** A context that also tells the user how far things are. */
export type BuildContext = CallContext & { progress(message: string, look?: string): void };

/** What came of it. */
export interface BuiltImage {
  readonly image: Image;
  /** Of what was downloaded. */
  readonly sourceSha256: string;
}

/** How long the removal of temporary things may take after a failure or Ctrl-C, milliseconds. */
const cleanUpMs = 60_000;
/** How often the removal is tried: an answer that cannot be read does not say whether anything was deleted. */
const mostCleanUps = 3;
/** How often a download that fails is begun anew. */
const mostDownloads = 3;
const disk = "/dev/sda";

/**
 * Builds an image. Whatever happens, server and key are removed before this ends; should the process be killed, the
 * labels tell the next run what to remove.
 * @throws HcloudError, SshError, and the signal's reason.
 */
export async function buildImage(build: Build, context: BuildContext): Promise<BuiltImage> {
  try {
    context.progress("making a key for a temporary server", lookAt(build.run));
    const keyId = await makeKey(build, context);
    const server = await orderServer(build, keyId, context);
    const sourceSha256 = await writeDisk(build, server, keyId, context);
    const image = await takeSnapshot(build, server, context);
    return { image, sourceSha256 };
  } finally {
    await removeTemporary(build, context);
  }
}

async function makeKey({ hcloud: { api }, keyPair, run, ...build }: Build, context: BuildContext): Promise<number> {
  const key = { name: nameOf(run), publicKey: keyPair.publicKey, labels: { ...builderLabels, ...run.labels } };
  const create = () => createSshKey(api, key, context);
  const find = async () => (await listSshKeys(api, ofRun(run), context))[0];
  return (await createOnce({ create, find }, context, build)).id;
}

async function orderServer(build: Build, keyId: number, context: BuildContext): Promise<Server> {
  const refusals: string[] = [];
  for (const candidate of build.candidates) {
    context.progress(`ordering a temporary server "${candidate.serverType}" in "${candidate.location}"`);
    try {
      return await orderCandidate(build, candidate, keyId, context);
    } catch (error) {
      if (!isNoServerThere(error)) throw error;
      refusals.push(`"${candidate.serverType}" in "${candidate.location}": ${error.apiCode ?? error.code}`);
    }
  }
  throw new HcloudError(
    "out_of_stock",
    `Cannot order a temporary server: none of the candidates can be had now (${refusals.join("; ")}). Try again later, or give others in server_types and locations`,
  );
}

async function orderCandidate(
  { hcloud, run, baseImage: image, ...build }: Build,
  candidate: Candidate,
  keyId: number,
  context: BuildContext,
): Promise<Server> {
  const labels = { ...builderLabels, ...run.labels };
  const spec = { ...candidate, name: nameOf(run), image, sshKeyIds: [keyId], labels, start: false };
  const create = async () => {
    const { server, actions } = await createServer(hcloud.api, spec, context);
    for (const action of actions) await hcloud.actions.done(action, context, tellAction(context));
    return server;
  };
  const find = async () => (await listServers(hcloud.api, ofRun(run), context))[0];
  return createOnce({ create, find }, context, build);
}

function isNoServerThere(error: unknown): error is HcloudError {
  return error instanceof HcloudError && (error.code === "out_of_stock" || error.code === "placement");
}

async function writeDisk(build: Build, server: Server, keyId: number, context: BuildContext): Promise<string> {
  const { hcloud, ssh, url, sha256 } = build;
  context.progress(`starting the rescue system of server ${server.id}`);
  const rescue = { type: "linux64", ssh_keys: [keyId] };
  await act(hcloud, server.id, "enable_rescue", rescue, context);
  await act(hcloud, server.id, "poweron", undefined, context);
  const target = sshTarget(build, server);
  await ssh.waitForSsh(target, context, (error) =>
    context.progress(`waiting for the rescue system of server ${server.id}: ${error.message}`),
  );
  const args = [url, disk, unpackerOf(url) ?? "cat", sha256 ?? ""];
  let failure = "";
  for (let download = 1; ; download += 1) {
    const nth = `try ${download} of ${mostDownloads}${failure}`;
    context.progress(`writing "${url}" to the disk of server ${server.id}: ${nth}`);
    try {
      const output = await ssh.host(target).runScript(rescueScript, args, { what: `download "${url}"` }, context);
      return output.trim().split("\n").at(-1) ?? "";
    } catch (error) {
      if (download >= mostDownloads || !mayPass(error)) throw error;
      context.log.warn("downloading again", { download, failure: String(error) });
      failure = `, after ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}

/** A wrong checksum does not get better; a broken download or connection may. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof SshError)) return false;
  if (error.code === "command_failed") return error.exitCode !== wrongChecksumExitCode;
  return error.code === "broken_off";
}

function sshTarget({ sshPort, sshTimeoutMs, keyPair, hostKey }: Build, { id, ipv4 }: Server) {
  if (ipv4 === null) throw new HcloudError("refused", `Cannot reach server ${id}: it has no public IPv4 address`);
  const { privateKey } = keyPair;
  const shared = { attempts: 3, reuse: true, timeoutMs: sshTimeoutMs };
  return { host: ipv4, port: sshPort, user: "root", privateKey, hostKey, ...shared };
}

async function takeSnapshot(build: Build, server: Server, context: BuildContext): Promise<Image> {
  const { hcloud, description, labels, run } = build;
  await act(hcloud, server.id, "poweroff", undefined, context);
  context.progress(`taking a snapshot of server ${server.id}`);
  const snapshot = { description, labels: { ...labels, ...run.labels } };
  const create = async () => {
    const begun = await createSnapshot(hcloud.api, server.id, snapshot, context);
    await hcloud.actions.done(begun.action, context, tellAction(context));
    return begun.image.id;
  };
  const find = async () => availableId(build, context);
  const id = await createOnce({ create, find }, context, build);
  const image = await findImage(hcloud.api, id, context);
  if (image !== undefined) return image;
  throw new HcloudError("not_found", `Cannot find snapshot ${id}, which was just made: somebody deleted it`);
}

/** A snapshot that a lost answer began: waits until it is whole. */
async function availableId({ hcloud, run, clock }: Build, context: BuildContext): Promise<number | undefined> {
  for (;;) {
    const [image] = await listSnapshots(hcloud.api, ofRun(run), context);
    if (image === undefined || image.status === "available") return image?.id;
    context.progress(`waiting for snapshot ${image.id}, which is "${image.status}"`);
    await clock.sleep(snapshotPollMs, context.signal);
  }
}

const snapshotPollMs = 2_000;

async function act(
  hcloud: Hcloud,
  serverId: number,
  name: Parameters<typeof runServerAction>[2],
  body: unknown,
  context: BuildContext,
): Promise<void> {
  const action = await runServerAction(hcloud.api, serverId, name, body, context);
  await hcloud.actions.done(action, context, tellAction(context));
}

function tellAction({ progress }: BuildContext): (action: Action) => void {
  return ({ command, id, progress: percent }) =>
    progress(`waiting for Hetzner to finish "${command}" (action ${id}), which is at ${percent} %`);
}

/** Nothing temporary is left to be looked at afterwards. */
function lookAt(run: Run): string {
  return `watch the server "${nameOf(run)}" and its console at Hetzner while it is there, or set TF_LOG_PROVIDER=debug for the next run`;
}

/** Also after Ctrl-C, with a time limit of its own. A snapshot that is not whole goes, too. */
async function removeTemporary({ hcloud, run }: Build, { log }: BuildContext): Promise<void> {
  const { api } = hcloud;
  const context: CallContext = { log, signal: AbortSignal.timeout(cleanUpMs) };
  const gone = async () => {
    const [servers, keys, snapshots] = await together(context, (each) => [
      listServers(api, ofRun(run), each),
      listSshKeys(api, ofRun(run), each),
      listSnapshots(api, ofRun(run), each),
    ]);
    await allEnded([
      ...servers.map(({ id }) => removeServer(hcloud, id, context)),
      ...keys.map(({ id }) => deleteSshKey(api, id, context)),
      ...snapshots.filter(({ status }) => status !== "available").map(({ id }) => deleteImage(api, id, context)),
    ]);
  };
  for (let attempt = 1; attempt <= mostCleanUps; attempt += 1) {
    try {
      return await gone();
    } catch (error) {
      const message =
        attempt < mostCleanUps ? "cleaning up again" : "temporary things stay behind; the next build removes them";
      log.warn(message, { run: run.id, attempt, failure: String(error) });
    }
  }
}

/** Everything of this run, whatever it is. */
function ofRun(run: Run): Labels {
  return { run: run.id };
}

function nameOf(run: Run): string {
  return `hephaestus-image-${run.id}`;
}
