/** What the plan can know: which image it will be, and whether a server can be had to make it on. */
import { askBriefly } from "../../clients/hcloud";
import type { ModifyPlanRequest } from "../../framework/contract/resource-definition";
import type { Diagnostics } from "../../framework/diagnostics/diagnostic";
import type { ConfigOf, PlanOf } from "../../framework/schema/schema";
import { type Path, path } from "../../framework/values/path";
import { isUnknown, UNKNOWN } from "../../framework/values/unknown";
import { type CandidateHints, type Candidates, candidates } from "./candidates";
import { tellUnoffered } from "./factory-offer";
import { downloadUrl, type ImageIdentity, isOwnLabel } from "./identity";
import { contradiction, type ImageRequest, resolveRequest } from "./model";
import { unpackerOf } from "./rescue-script";
import { standardMaxDiskGiB, type talosImageSchema } from "./schema";
import type { TalosImageSettings } from "./surroundings";

type Schema = typeof talosImageSchema;
type Plan = PlanOf<Schema>;

/** Checks what is known of a configuration. */
export function validateImage(config: ConfigOf<Schema>, diagnostics: Diagnostics): void {
  const together = contradiction(config);
  if (together.length > 0) {
    const names = together.map((name) => `"${name}"`).join(" and ");
    const detail = `${names} are given. At most one of schematic_id, schematic, extensions with kernel_args, and source_url may be.`;
    diagnostics.error("Image is named in more than one way", detail, path(together[0] ?? "schematic_id"));
    return;
  }
  const { labels, source_url: source } = config;
  if (!isUnknown(labels)) {
    for (const key of Object.keys(labels ?? {}).filter(isOwnLabel)) {
      diagnostics.error(
        "Label is taken",
        `The label "${key}" is set by this resource itself. Choose another key.`,
        path("labels"),
      );
    }
  }
  if (typeof source === "string" && URL.canParse(source) && unpackerOf(source) === undefined) {
    const detail = `The name in "${source}" ends with none of .raw, .img, .xz, .zst and .gz, so that nobody can tell how to unpack it.`;
    diagnostics.error("Image has an unknown form", detail, path("source_url"));
  }
  const request = knownRequest(config);
  if (request !== undefined) tellProblem(request, diagnostics);
}

function tellProblem(request: ImageRequest, diagnostics: Diagnostics): void {
  try {
    resolveRequest(request);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const at = request.schematic === null ? "talos_version" : "schematic";
    diagnostics.error("Schematic cannot be used", error.message, path(at));
  }
}

/** Fills in what is known, asks for a new image where another one is wanted, and looks whether it can be made. */
export async function planImage(
  request: ModifyPlanRequest<Schema>,
  settings: TalosImageSettings,
): Promise<Plan | undefined> {
  const { operation, plan, state } = request;
  if (operation === "delete" || plan === null) return undefined;
  const asked = knownRequest(plan);
  const wanted = asked === undefined ? undefined : resolveRequest(asked).identity;
  if (state !== null) {
    const same = wanted !== undefined && wanted.schematicId === state.resolved_schematic_id;
    if (!same) request.requireReplace(changedPath(plan, state));
    const isKept = same && wanted.sourceUrl === state.source_url && wanted.architecture === state.architecture;
    if (isKept && plan.talos_version === state.talos_version) return undefined;
  }
  if (asked !== undefined) await tellUnoffered(asked, settings.clients, request);
  if (state === null && settings.hcloudToken !== undefined) await tellCandidates(plan, settings, request);
  return { ...plan, ...results(wanted, settings) };
}

function results(wanted: ImageIdentity | undefined, { imageFactoryUrl }: TalosImageSettings) {
  if (wanted === undefined) return { resolved_schematic_id: UNKNOWN, image_url: UNKNOWN };
  return { resolved_schematic_id: wanted.schematicId, image_url: downloadUrl(wanted, imageFactoryUrl) };
}

/** The attribute by which another image is asked for. */
function changedPath(plan: Plan, state: NonNullable<ModifyPlanRequest<Schema>["state"]>): Path {
  const names = ["schematic_id", "schematic", "extensions", "kernel_args", "source_url"] as const;
  const changed = names.find((name) => JSON.stringify(plan[name]) !== JSON.stringify(state[name]));
  return path(changed ?? "talos_version");
}

/** What is asked for, where all of it is known. */
function knownRequest(config: ConfigOf<Schema> | Plan): ImageRequest | undefined {
  const { talos_version, architecture, schematic_id, schematic, extensions, kernel_args, source_url } = config;
  if (isUnknown(talos_version) || isUnknown(architecture)) return undefined;
  if (isUnknown(schematic_id) || isUnknown(schematic) || isUnknown(source_url)) return undefined;
  const [knownExtensions, knownArgs] = [knownTexts(extensions), knownTexts(kernel_args)];
  if (knownExtensions === undefined || knownArgs === undefined) return undefined;
  return {
    talos_version,
    architecture,
    schematic_id,
    schematic,
    extensions: knownExtensions,
    kernel_args: knownArgs,
    source_url,
  };
}

/** A list of which every element is known; undefined otherwise. */
function knownTexts(list: unknown): readonly string[] | null | undefined {
  if (list === null) return null;
  if (!Array.isArray(list)) return undefined;
  const texts = list.filter((item): item is string => typeof item === "string");
  return texts.length === list.length ? texts : undefined;
}

/** Out of stock now may be in stock at apply: a warning. What can never be is an error. */
async function tellCandidates(
  plan: Plan,
  { clients }: TalosImageSettings,
  request: ModifyPlanRequest<Schema>,
): Promise<void> {
  const { diagnostics, log } = request;
  const hints = knownHints(plan);
  if (hints === undefined) return;
  const { catalogue: types } = clients.hcloud();
  const catalogue = await askBriefly(clients.clock, request, (each) => types.serverTypes(each)).catch(
    (error: unknown) => {
      log.warn("the catalogue of server types cannot be read", { failure: String(error) });
      return undefined;
    },
  );
  if (catalogue === undefined) return;
  const found = candidates(catalogue, hints, clients.clock.now());
  const at = path(hints.serverTypes === null ? "architecture" : "server_types");
  if (found.usable.length + found.outOfStock.length === 0) {
    diagnostics.error("No server can be had to make the image on", sentences(found), at);
  } else if (found.usable.length === 0) {
    diagnostics.warning(
      "Servers to make the image on are out of stock",
      `${sentences(found)}It is tried at apply all the same; more server_types or locations make that likelier to succeed.`,
      at,
    );
  } else if (found.problems.length > 0) {
    diagnostics.warning("Some server types cannot be used", sentences(found), at);
  }
}

function knownHints(plan: Plan): CandidateHints | undefined {
  const { architecture, max_disk_gib: maxDiskGiB } = plan;
  const [serverTypes, locations] = [knownTexts(plan.server_types), knownTexts(plan.locations)];
  if (isUnknown(architecture) || isUnknown(maxDiskGiB) || serverTypes === undefined || locations === undefined)
    return undefined;
  if (architecture !== "amd64" && architecture !== "arm64") return undefined;
  return { architecture, serverTypes, locations, maxDiskGiB: maxDiskGiB ?? standardMaxDiskGiB };
}

function sentences({ problems, outOfStock }: Candidates): string {
  const stock = outOfStock.map(({ serverType, location }) => `"${serverType}" is out of stock in "${location}"`);
  return [...problems, ...stock].map((sentence) => `${sentence}. `).join("");
}
