/** Create: clean up after killed runs, find the image, or build it. */
import type { Hcloud } from "../../clients/clients";
import { type Image, type Labels, listSnapshots } from "../../clients/hcloud";
import type { LocalRunner } from "../../clients/local-runner";
import { HostKeyPin, temporaryKeyPair } from "../../clients/ssh";
import type { CallContext } from "../../clients/transport";
import type { CreateRequest } from "../../framework/contract/resource-definition";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { buildImage } from "./build";
import { type CandidateHints, candidates, hcloudArchitecture } from "./candidates";
import { type Architecture, downloadUrl, type ImageIdentity, identityLabels } from "./identity";
import { sweepLeftovers } from "./leftovers";
import { type ImageRequest, imageState, type ResolvedRequest, resolveRequest, standardDescription } from "./model";
import { FOUND } from "./read";
import { isOfDeadRun, isPastDeadline, newRun } from "./run-labels";
import { standardMaxDiskGiB, type talosImageSchema, talosImageTimeouts } from "./schema";
import type { TalosImageSettings } from "./surroundings";
import { givenDescription, settle } from "./update";

type Request = CreateRequest<typeof talosImageSchema>;

/** After the time limit of a build, so long until anybody may clean up after it, milliseconds. */
const graceMs = 600_000;

/** The image of the plan. */
export async function createImage(request: Request, settings: TalosImageSettings, runner: LocalRunner) {
  const { plan, privateState } = request;
  const hcloud = settings.clients.hcloud();
  const nowMs = settings.clients.clock.now();
  const wanted = resolveRequest(askedFor(plan));
  await sweepLeftovers({ ...hcloud, runner, nowMs }, request);
  const found = await findExisting(hcloud, wanted.identity, { share: plan.share === true, runner, nowMs }, request);
  if (found?.isSomebodyElses === true) privateState.set(FOUND, true);
  const made = found === undefined ? await build(request, wanted, settings, runner) : undefined;
  const image = made?.image ?? found?.image;
  if (image === undefined) throw new TypeError("Cannot create the image: it was neither found nor made");
  const settled = await settle(hcloud, image, wanted.identity, plan, request);
  const { schematicId } = wanted.identity;
  return {
    state: {
      ...plan,
      ...imageState(settled),
      resolved_schematic_id: schematicId,
      image_url: downloadUrl(wanted.identity, settings.imageFactoryUrl),
      source_sha256: made?.sourceSha256 ?? null,
      drift: [],
    },
  };
}

/** The identity's attributes, which are all known during apply. */
function askedFor(plan: Request["plan"]): ImageRequest {
  const { talos_version, architecture, schematic_id, schematic, extensions, kernel_args, source_url } = plan;
  return { talos_version, architecture, schematic_id, schematic, extensions, kernel_args, source_url };
}

/** What is there already: one that may be shared, or one that a killed run of ours had finished. */
async function findExisting(
  { api }: Hcloud,
  identity: ImageIdentity,
  { share, runner, nowMs }: { readonly share: boolean; readonly runner: LocalRunner; readonly nowMs: number },
  context: CallContext,
): Promise<{ readonly image: Image; readonly isSomebodyElses: boolean } | undefined> {
  const snapshots = (await listSnapshots(api, identityLabels(identity), context))
    .filter(({ status }) => status === "available")
    .sort((left, right) => right.created.localeCompare(left.created));
  const ownOf = ({ labels }: Image) => isOfDeadRun(labels, runner) && !isPastDeadline(labels, nowMs);
  const own = snapshots.find(ownOf);
  if (own !== undefined) return { image: own, isSomebodyElses: false };
  const [newest] = share ? snapshots : [];
  return newest === undefined ? undefined : { image: newest, isSomebodyElses: true };
}

async function build(
  request: Request,
  { identity, schematicYaml }: ResolvedRequest,
  { clients, imageFactoryUrl, ssh }: TalosImageSettings,
  runner: LocalRunner,
) {
  const { plan } = request;
  const { clock, random } = clients;
  const hcloud = clients.hcloud();
  if (schematicYaml !== null) await registerSchematic(clients, schematicYaml, identity, request);
  const deadlineMs = request.deadlineMs ?? clock.now() + talosImageTimeouts.createMs;
  const labels: Labels = { ...plan.labels, ...identityLabels(identity) };
  return buildImage(
    {
      hcloud,
      ssh: clients.ssh(),
      sshPort: ssh.port,
      sshTimeoutMs: ssh.timeoutMs,
      clock,
      random,
      run: newRun(runner, random, deadlineMs + graceMs),
      keyPair: temporaryKeyPair("hephaestus-image"),
      candidates: await usableCandidates(hcloud, plan, identity.architecture, clock.now(), request),
      baseImage: await baseImage(hcloud, identity.architecture, request),
      url: downloadUrl(identity, imageFactoryUrl),
      sha256: plan.sha256,
      description: givenDescription(plan.description) ?? standardDescription(identity),
      labels,
      hostKey: new HostKeyPin(),
    },
    request,
  );
}

/** The factory must answer with the id that we computed: everything else is another image. */
async function registerSchematic(
  clients: TalosImageSettings["clients"],
  yaml: string,
  { schematicId }: ImageIdentity,
  context: CallContext,
): Promise<void> {
  const id = await clients.imageFactory().createSchematic(yaml, context);
  if (id === schematicId) return;
  throw new DiagnosticError(
    "Image Factory understands the schematic otherwise",
    `It answers with the id "${id}" where "${schematicId}" was expected. Give the schematic_id instead, and report this with the schematic.`,
  );
}

async function usableCandidates(
  { catalogue }: Hcloud,
  plan: Request["plan"],
  architecture: Architecture,
  nowMs: number,
  context: CallContext,
) {
  const hints: CandidateHints = {
    architecture,
    serverTypes: plan.server_types,
    locations: plan.locations,
    maxDiskGiB: plan.max_disk_gib ?? standardMaxDiskGiB,
  };
  const found = candidates(await catalogue.serverTypes(context), hints, nowMs);
  // What the catalogue calls out of stock is tried last: it may be wrong by now.
  const all = [...found.usable, ...found.outOfStock];
  if (all.length > 0) return all;
  throw new DiagnosticError("No server can be had to make the image on", `${found.problems.join(". ")}.`);
}

/** Any system image will do: the rescue system is booted instead of it. */
async function baseImage({ api }: Hcloud, architecture: Architecture, context: CallContext): Promise<string> {
  const query: [string, string][] = [
    ["type", "system"],
    ["status", "available"],
    ["architecture", hcloudArchitecture(architecture)],
  ];
  const images = await api.list("/images", "images", query, context);
  const names = images.map((image) => image.textOrNull("name") ?? "");
  const name = names.find((each) => each.startsWith("debian-")) ?? names.find((each) => each !== "");
  if (name !== undefined) return name;
  throw new DiagnosticError("No image to begin with", `Hetzner lists no system image for "${architecture}".`);
}
